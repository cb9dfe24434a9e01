"""Records in the console: the audit log, seals and holds, exports, and who may do what with them."""

import csv
import io
import json
import sqlite3

import pytest

from server.store.flags import Flags, NewFlag
from server.store.reviews import Reader, Reviews
from server.store.settling import Word
from server.store.tables.base import today

TEXT = "[NAME 1] is failing math, quillfeather"
FINDING = {"label": "student_info", "source": "classifier", "rule": None, "score": 0.9, "spans": [(12, 24)]}


@pytest.fixture
def services(app):
    return app.extensions["forethought.services"]


@pytest.fixture
def reviews(services):
    return Reviews(services.database, services.audit)


@pytest.fixture
def receipt(database):
    return Flags(database).add(NewFlag(TEXT, "false_alarm", ("student_info",), [FINDING], "a note", "x.com"))


@pytest.fixture
def number(receipt, config):
    with sqlite3.connect(config.home / "forethought.db") as connection:
        return connection.execute("SELECT id FROM flags").fetchone()[0]


def do(browser, number, act, revision=None, reason="Court order 7"):
    if revision is None:
        page = browser.get(f"/admin/records/examples?number={number}").text
        revision = page.partition('name="revision" value="')[2].partition('"')[0]
    return browser.post(f"/admin/records/examples/{number}/{act}", data={"revision": revision, "reason": reason})


def exported(browser, name):
    answer = browser.get(f"/admin/records/export/{name}")
    assert answer.status_code == 200
    if name.endswith("json"):
        return json.loads(answer.text)
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def decide(reviews, number):
    reviews.decide(number, 0, Reader(1, "Robin Vale"), Word(1, "labels", ("student_info",), (), "", "Kept."))


def test_a_sealed_example_is_in_no_list_export_or_training_until_it_is_unsealed(director, reviews, number, config):
    decide(reviews, number)
    assert [one.text for one in reviews.decided()] == [TEXT]
    assert do(director, number, "seal").status_code == 302
    assert list(reviews.decided()) == []
    for path in ("/admin/records/examples", f"/admin/queue/{number}", "/admin/queue?state=decided"):
        assert "quillfeather" not in director.get(path).text, path
    assert "Sealed: Court order 7" in director.get("/admin/records/examples").text
    for name in ("examples.csv", "examples.json", "decisions.csv", "audit.json"):
        assert "quillfeather" not in director.get(f"/admin/records/export/{name}").text
    (row,) = exported(director, "examples.csv")
    assert (row["text"], row["note"], row["sealed"], row["sealed_why"]) == ("", "", "yes", "Court order 7")
    assert do(director, number, "unseal", reason="Order lifted").status_code == 302
    assert [one.text for one in reviews.decided()] == [TEXT]
    (row,) = exported(director, "examples.json")
    assert (row["text"], row["note"], row["sealed"]) == (TEXT, "a note", False)


def test_a_sealed_example_can_be_withdrawn_and_leaves_nothing(director, number, receipt, database, config):
    do(director, number, "seal")
    assert Flags(database).withdraw(receipt).state == "withdrawn"
    content = b"".join(path.read_bytes() for path in config.home.iterdir() if path.is_file())
    assert b"quillfeather" not in content
    with sqlite3.connect(config.home / "forethought.db") as connection:
        assert connection.execute("SELECT count(*) FROM seals").fetchone() == (0,)


def test_a_sealed_example_that_waits_is_out_of_the_queue_and_comes_back(director, number):
    assert "failing math" in director.get("/admin/queue").text
    do(director, number, "seal")
    assert "SEALED" not in director.get("/admin/queue").text
    do(director, number, "unseal")
    assert "failing math" in director.get("/admin/queue").text


def test_a_hold_beats_withdrawal_and_its_end_carries_it_out(director, number, receipt, client, employee):
    assert do(director, number, "hold").status_code == 302
    assert "Legal hold: Court order 7" in director.get("/admin/records/examples").text
    answer = client.delete(f"/v1/flags/{receipt}", headers=employee).json
    assert answer["state"] == "held"
    (row,) = exported(director, "examples.json")
    assert (row["text"], row["held"]) == (TEXT, True)
    assert do(director, number, "release", reason="Case closed").status_code == 302
    assert client.get(f"/v1/flags/{receipt}", headers=employee).json["state"] == "withdrawn"


def test_each_act_and_its_reason_stand_in_the_audit_log_and_no_text_does(director, services, number):
    for act in ("seal", "hold", "unseal", "release"):
        do(director, number, act)
    acts = services.audit.latest()
    assert [one.action for one in acts] == ["flag.released", "flag.unsealed", "flag.held", "flag.sealed"]
    assert all(one.detail == {"reason": "Court order 7"} for one in acts)
    assert "quillfeather" not in str(acts)


@pytest.mark.parametrize("reason", ["", "   ", "r" * 301])
def test_an_act_without_a_reason_is_sent_back(director, number, reason):
    answer = do(director, number, "seal", reason=reason)
    assert answer.status_code == 422 and "Say why" in answer.text
    assert "quillfeather" in director.get("/admin/records/examples").text


def test_a_stale_tab_a_second_click_and_an_unknown_example_change_nothing(director, number):
    assert do(director, number, "seal", revision=99).status_code == 409
    assert do(director, number, "seal", revision="²").status_code == 409
    assert do(director, number, "unseal").status_code == 409
    assert do(director, 4, "seal", revision=0).status_code == 409
    assert do(director, number, "shred", revision=0).status_code == 404
    assert do(director, 2**70, "seal", revision=0).status_code == 404


def test_an_auditor_reads_and_exports_and_does_nothing_else(auditor, number):
    assert "Lay a legal hold" not in auditor.get("/admin/records/examples").text
    assert do(auditor, number, "seal", revision=0).status_code == 403
    assert len(exported(auditor, "examples.csv")) == 1
    assert auditor.get("/admin/records/export/people.csv").status_code == 404
    assert auditor.get("/admin/records/export/examples.exe").status_code == 404


def test_an_export_names_no_author_and_is_noted(auditor, reviews, services, number):
    decide(reviews, number)
    (row,) = exported(auditor, "examples.csv")
    assert not {"author", "employee", "token", "address", "receipt_hash"} & set(row)
    (said,) = exported(auditor, "decisions.json")
    assert (said["reader"], said["labels"], said["reply"]) == ("Robin Vale", ["student_info"], "Kept.")
    newest = services.audit.latest()[0]
    assert (newest.action, newest.subject) == ("records.exported", "decisions")
    assert auditor.get("/admin/records/export/examples.json?to=2001-12-31").json == []
    assert len(auditor.get(f"/admin/records/export/examples.json?from={today()}").json) == 1


def test_the_log_is_searched_in_words_and_days_and_turned_over(auditor, services):
    with services.database.writing() as session:
        for turn in range(120):
            services.audit.note(session, actor="a@b.example", action="rule.edited", subject=f"rule {turn}")
        services.audit.note(session, actor="z@b.example", action="person.created", subject="100%_<b>")
    first = auditor.get("/admin/records").text
    assert "100%_&lt;b&gt;" in first and "Older" in first and "rule 119" in first and "rule 9<" not in first
    assert "rule 9<" in auditor.get("/admin/records?before=30").text
    found = auditor.get("/admin/records?search=z@b PERSON").text
    assert "person.created" in found and "rule.edited" not in found
    assert "No act fits" in auditor.get("/admin/records?search=%25nothing").text
    assert "No act fits" in auditor.get("/admin/records?to=2001-01-01").text
    assert "rule 119" in auditor.get(f"/admin/records?from={today()}&to={today()}&before=x&number=y").text


def test_the_log_is_proved_by_a_button_and_an_altered_row_is_named(auditor, services, config):
    with services.database.writing() as session:
        for turn in range(3):
            services.audit.note(session, actor="a", action="rule.edited", subject=f"rule {turn}")
    assert "The log holds: 3 rows" in auditor.get("/admin/records?verify=yes").text
    with sqlite3.connect(config.home / "forethought.db") as connection:
        connection.execute("UPDATE audit SET actor = 'b' WHERE number = 2")
    assert "altered at row 2" in auditor.get("/admin/records?verify=yes").text

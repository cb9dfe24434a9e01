"""The loop closes: what a receipt tells, what withdrawing leaves, and what a legal hold keeps."""

import pytest

from server.store.flags import Flags
from server.store.reviews import Reviews
from server.store.settling import Word
from server.store.tables.overlay import Proposal
from tests.server.reviewing import DANA, KIM, UNSURE, Notebook, dismissed, example, labels, only, rows


@pytest.fixture
def reviews(database):
    return Reviews(database, Notebook())


@pytest.fixture
def receipt(database):
    return Flags(database).add(example())


def decide(reviews, database, word, reader=DANA, **more):
    row = only(database)
    reviews.decide(row.id, row.revision, reader, word, **more)


def read(client, employee, receipt):
    return client.get(f"/v1/flags/{receipt}", headers=employee).json


def test_a_second_reader_is_announced(client, employee, database, reviews, receipt):
    decide(reviews, database, UNSURE, wants_second=True)
    answer = read(client, employee, receipt)
    assert answer["state"] == "waiting" and "second one will" in answer["message"]


def test_one_who_was_right_is_told_so_before_a_version_knows_it(client, employee, database, reviews, receipt):
    decide(reviews, database, labels(reply="It is a play."))
    answer = read(client, employee, receipt)
    assert (answer["state"], answer["outcome"], answer["model"]) == ("reviewed", "agreed", None)
    assert "you were right" in answer["message"] and "does not know it yet" in answer["message"]
    assert answer["message"].endswith("It is a play.")


def test_the_version_that_says_what_was_decided_is_named(client, employee, database, reviews):
    receipt = Flags(database).add(example("[NAME 1] sang well", labels=("student_info",)))
    decide(reviews, database, labels())
    answer = read(client, employee, receipt)
    assert answer["message"].startswith("Reviewed: you were right, fixed in version 1-0000000a.")
    assert answer["model"] == "1-0000000a" == only(database).model


def test_after_a_roll_back_the_receipt_does_not_promise_what_no_longer_holds(
    client, employee, database, reviews, receipt
):
    decide(reviews, database, labels())
    Flags(database).fixed(receipt, "2-0000000b")
    answer = read(client, employee, receipt)
    assert answer["model"] == "2-0000000b" and "in service now is another" in answer["message"]


def test_one_who_was_not_is_told_why(client, employee, database, reviews, receipt):
    decide(reviews, database, labels("student_info"))
    answer = read(client, employee, receipt)
    assert answer["outcome"] == "kept"
    assert answer["message"] == "Reviewed: kept, because this may reveal a student's grades."


def test_a_silence_that_stays_is_explained(client, employee, database, reviews):
    receipt = Flags(database).add(example("a hymn", kind="missed", labels=("threat",)))
    decide(reviews, database, labels())
    assert read(client, employee, receipt)["message"].startswith("Reviewed: kept, because the reviewers find")


def test_a_confirmed_warning_stays(client, employee, database, reviews):
    receipt = Flags(database).add(example("a hymn", kind="right", labels=("student_info",)))
    decide(reviews, database, labels("student_info"))
    assert read(client, employee, receipt)["message"] == "Reviewed: you were right, and the warning stays."


def test_one_set_aside_is_told_the_reason(client, employee, database, reviews, receipt):
    decide(reviews, database, dismissed("private"))
    answer = read(client, employee, receipt)
    assert answer["state"] == "reviewed" and answer["outcome"] == "dismissed"
    assert "set aside, because it still held private facts" in answer["message"]


def test_withdrawing_deletes_decisions_replies_and_marks_too(client, employee, database, reviews, config):
    text, reply = "[NAME 1] plays the sackbut on tuesdays, quillfeather", "About the zampogna, I think."
    receipt = Flags(database).add(example(text))
    with database.writing() as session:
        proposal = {"rule": "insult/x", "label": "insult", "start": 0, "end": 4, "reason": "says krummhorn"}
        session.add(Proposal(flag_id=only(database).id, **proposal))
    decide(reviews, database, labels("student_info", reply=reply))
    decide(reviews, database, labels(reply="No, the hurdygurdy."), reader=KIM)
    answer = client.delete(f"/v1/flags/{receipt}", headers=employee).json
    assert answer["state"] == "withdrawn" and "keeps what it counted" not in answer["message"]
    content = b"".join(path.read_bytes() for path in config.home.iterdir() if path.is_file())
    for word in (b"quillfeather", b"sackbut", b"zampogna", b"hurdygurdy", b"krummhorn"):
        assert word not in content
    with database.reading() as session:
        for table in ("decisions", "likenesses", Proposal.__tablename__):
            assert session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 0
    assert list(reviews.decided()) == []


def test_withdrawing_what_may_have_been_trained_says_what_stays(client, employee, database, reviews, receipt):
    decide(reviews, database, labels())
    answer = client.delete(f"/v1/flags/{receipt}", headers=employee).json
    assert "keeps what it counted" in answer["message"] and "next one is trained without it" in answer["message"]


def test_withdrawing_one_of_several_alike_leaves_the_others_together(client, employee, database):
    flags = Flags(database)
    same = "[NAME {}] is failing math again and nobody at home seems to care at all"
    receipts = [flags.add(example(same.format(number))) for number in range(3)]
    client.delete(f"/v1/flags/{receipts[0]}", headers=employee)
    flags.add(example(same.format(7)))
    kept = [row for row in rows(database) if row.text]
    assert len({row.cluster for row in kept}) == 1 and sum(row.leads for row in kept) == 1


def test_a_legal_hold_beats_withdrawal_says_so_and_lets_go_afterwards(client, employee, database, reviews, receipt):
    flags = Flags(database)
    assert flags.hold(only(database).id, held=True)
    assert read(client, employee, receipt)["state"] == "held"
    answer = client.delete(f"/v1/flags/{receipt}", headers=employee).json
    assert (
        answer["state"] == "held" and "legal reason" in answer["message"] and "when the hold ends" in answer["message"]
    )
    assert only(database).text
    flags.hold(only(database).id, held=False)
    assert only(database).text == ""
    assert read(client, employee, receipt)["state"] == "withdrawn"
    assert not flags.hold(only(database).id, held=True) and not flags.hold(12345, held=True)


def test_a_held_example_that_was_reviewed_tells_both(client, employee, database, reviews, receipt):
    decide(reviews, database, Word(0, "labels", ("student_info",)))
    Flags(database).hold(only(database).id, held=True)
    answer = read(client, employee, receipt)
    assert answer["state"] == "held" and "kept, because" in answer["message"]

"""The runs page: one training at a time, whoever presses, with what went in, how far it is, and what it made."""

import datetime

import pytest
from sqlalchemy import update

from server.store.reviews import Reader, Word
from server.store.runs import Progress
from server.store.tables.runs import Run
from tests.server.fake_gate import FakeGate, put

HOW = Progress(step="Counting n-grams", percent=43, left_s=130, log="00:01  Counting n-grams (2 of 8)")


@pytest.fixture(autouse=True)
def gate(monkeypatch, config):
    return put(monkeypatch, FakeGate(config.artefacts, "1-0000000a"))


@pytest.fixture
def services(app):
    return app.extensions["forethought.services"]


def press(browser):
    return browser.post("/admin/runs", follow_redirects=True).text


def test_an_empty_page_says_what_to_do_next(director):
    page = director.get("/admin/runs").text
    assert "No training yet" in page and "Nothing has been decided yet" in page
    assert "1-0000000a</b> is in service" in page
    assert "python -m server work" in page, "and that no worker runs"


def test_a_press_starts_one_training_and_the_second_tab_sees_it(director, sign_in, services):
    assert "Training 1" in press(director)
    other = press(sign_in("director"))
    assert "under way already: director@school.example asked for it" in other
    assert [one.id for one in services.runs.latest()] == [1]
    assert services.queue.huey.pending_count() == 1
    assert [one.action for one in services.audit.latest() if one.action.startswith("run.")] == ["run.started"]


def test_the_page_tells_step_percent_and_time_left(director, services):
    press(director)
    services.runs.claim(1, "a:1")
    services.runs.report(1, "a:1", HOW)
    page = director.get("/admin/runs").text
    assert "Counting n-grams, about 2 minutes left" in page and 'value="43"' in page
    told = director.get("/admin/runs/1/progress", headers={"Accept": "application/json"}).json
    assert (told["percent"], told["active"], told["words"]) == (43, True, "Counting n-grams, about 2 minutes left")
    assert "Counting n-grams (2 of 8)" in told["log"]
    assert director.get("/admin/runs/9/progress").status_code == 404


@pytest.mark.parametrize(
    ("seconds", "says"), [(5, "less than a minute"), (80, "about 1 minute left"), (7000, "1.9 hours")]
)
def test_time_left_is_said_roughly(director, services, seconds, says):
    press(director)
    services.runs.claim(1, "a:1")
    services.runs.report(1, "a:1", Progress(step="x", percent=1, left_s=seconds, log=""))
    assert says in director.get("/admin/runs/1/progress").json["words"]


def test_a_waiting_training_is_cancelled_at_once_and_a_second_press_says_so(director, services):
    press(director)
    assert "Cancelled. Nothing was changed." in director.post("/admin/runs/1/cancel", follow_redirects=True).text
    assert services.runs.find(1).state == "cancelled"
    assert "has ended already" in director.post("/admin/runs/1/cancel", follow_redirects=True).text
    assert director.post("/admin/runs/9/cancel").status_code == 404


def test_a_running_training_is_told_to_end(director, services):
    press(director)
    services.runs.claim(1, "a:1")
    assert "is being ended" in director.post("/admin/runs/1/cancel", follow_redirects=True).text
    assert director.get("/admin/runs/1/progress").json["words"] == "Is being ended"


def test_a_training_whose_worker_is_gone_is_noticed(director, services, database):
    press(director)
    services.runs.claim(1, "elsewhere:1")
    with database.writing() as session:
        session.execute(update(Run).values(seen_at=0))
    assert "Nothing was heard of it for a while" in director.get("/admin/runs").text


def test_a_stopped_training_says_why_and_offers_another_try(director, services):
    press(director)
    services.runs.claim(1, "a:1")
    services.runs.finish(1, "a:1", state="failed", message="The disk is full. Nothing was changed.")
    page = director.get("/admin/runs").text
    assert "The last training stopped. The disk is full." in page and "Try again" in page


def test_what_is_new_since_the_last_run_is_counted(client, employee, director, services):
    for text in ("[NAME 1] is late", "What a monster quiz"):
        flag = {"text": text, "site": "x.com", "kind": "missed", "labels": ["student_info"]}
        client.post("/v1/flags", json=flag, headers=employee)
    flags = flag_ids(services)
    reader = Reader(1, "Robin")
    services.reviews.decide(flags[0], 0, reader, Word(reader.id, "labels", ("student_info",)))
    assert "1 example is decided" in " ".join(director.get("/admin/runs").text.split())
    press(director)
    services.runs.claim(1, "a:1")
    services.runs.count(1, {"examples": 1, "new": 1}, [f"flag-{flags[0]}"])
    services.runs.finish(1, "a:1", state="done", message="Version 2-0000000b is ready.", version="2-0000000b")
    services.reviews.decide(flags[1], 0, reader, Word(reader.id, "labels", ()))
    page = " ".join(director.get("/admin/runs").text.split())
    assert "2 examples are decided, <b>1</b> of them since the last run; 1 should stay silent" in page
    assert 'href="/admin/runs/1/compare">2-0000000b</a>' in page and "1 reviewed, 1 new" in page


def flag_ids(services):
    from sqlalchemy import select

    from server.store.tables.flags import Flag

    with services.database.reading() as session:
        return list(session.scalars(select(Flag.id).order_by(Flag.text.desc())))


def test_a_reviewer_and_an_auditor_watch_but_start_nothing(reviewer, auditor, director):
    press(director)
    for browser in (reviewer, auditor):
        page = browser.get("/admin/runs").text
        assert "Training 1" in page and "Cancel the training" not in page
        assert browser.post("/admin/runs").status_code == 403


def test_times_are_moments(services):
    from server.admin.runs import moment

    assert moment(None) is None
    assert moment(0) == datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)

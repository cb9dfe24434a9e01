"""At most one training waits or runs; one whose worker is gone is begun again once, and then said to be stopped."""

import pytest

from server.store import runs as store
from server.store.runs import Progress, Runs

HOW = Progress(step="Counting", percent=10, left_s=60, log="00:01  Counting")


@pytest.fixture
def runs(database):
    return Runs(database)


@pytest.fixture
def start(runs, database):
    def press(by="ada@district.example"):
        with database.writing() as session:
            return runs.start(session, by=by, parent="1-0000000a")

    return press


def cancel(runs, database, run_id):
    with database.writing() as session:
        return runs.cancel(session, run_id)


def test_two_presses_make_one_run(runs, start):
    first, fresh = start()
    second, again = start("ben@district.example")
    assert fresh and not again and second == first
    assert [one.id for one in runs.latest()] == [first.id] and first.state == "queued"


def test_two_presses_at_once_make_one_run_even_where_both_saw_none(runs, start, database):
    first, _ = start()
    with database.writing() as session:
        session.scalar = lambda _query: None
        second, fresh = runs.start(session, by="ben@district.example", parent=None)
    assert not fresh and second.id == first.id


def test_a_run_is_claimed_once_reported_by_its_worker_alone_and_ends_once(runs, start):
    run, _ = start()
    assert runs.claim(run.id, "a:1").attempt == 1
    assert runs.claim(run.id, "b:2") is None
    assert runs.report(run.id, "a:1", HOW) and not runs.report(run.id, "b:2", HOW)
    assert not runs.finish(run.id, "b:2", state="failed", message="no")
    assert runs.finish(run.id, "a:1", state="done", message="ready", version="2-0000000b")
    assert not runs.finish(run.id, "a:1", state="failed", message="late")
    done = runs.find(run.id)
    assert (done.state, done.version, done.percent, done.left_s) == ("done", "2-0000000b", 100, 0)
    assert runs.of_version("2-0000000b") == done and not done.active
    assert start()[1], "the next one may begin"


def test_what_went_in_is_kept_as_numbers_and_ids(runs, start):
    run, _ = start()
    runs.claim(run.id, "a:1")
    runs.count(run.id, {"examples": 2}, ["flag-1", "flag-2"])
    assert runs.learned() == frozenset(), "a run that is not done has taught nothing"
    runs.finish(run.id, "a:1", state="done", message="ready", version="2-0000000b")
    assert runs.learned() == runs.learned(run.id) == {"flag-1", "flag-2"}
    assert runs.find(run.id).counts == {"examples": 2}


def test_a_waiting_run_is_cancelled_at_once_and_a_running_one_by_its_worker(runs, start, database):
    run, _ = start()
    assert cancel(runs, database, run.id).state == "cancelled"
    assert runs.claim(run.id, "a:1") is None
    again, _ = start()
    runs.claim(again.id, "a:1")
    asked = cancel(runs, database, again.id)
    assert asked.state == "running" and asked.cancel_asked
    assert not runs.report(again.id, "a:1", HOW), "its worker hears of it"
    assert runs.finish(again.id, "a:1", state="cancelled", message="done")
    assert cancel(runs, database, again.id).state == "cancelled"
    assert cancel(runs, database, 999) is None


def test_a_run_whose_worker_is_gone_is_begun_again_once_and_then_ends(runs, start):
    run, _ = start()
    for attempt in (1, 2):
        assert runs.claim(run.id, "a:1").attempt == attempt
        waiting = runs.recover(lambda worker: worker == "a:1")
        assert waiting == ([run.id] if attempt == 1 else [])
    ended = runs.find(run.id)
    assert ended.state == "failed" and ended.message == store.STOPPED and not ended.active
    assert start()[1]


def test_a_run_that_is_heard_of_is_left_alone_and_a_silent_one_is_noticed(runs, start, monkeypatch, database):
    run, _ = start()
    runs.claim(run.id, "elsewhere:1")
    assert runs.recover(lambda _worker: False) == []
    later = store.now() + store.SILENT_SECONDS + 1
    monkeypatch.setattr(store, "now", lambda: later)
    assert runs.find(run.id).silent
    assert runs.recover(lambda _worker: False) == [run.id]
    assert not runs.report(run.id, "elsewhere:1", HOW), "should it come back, it has lost the run"


def test_a_silent_run_can_be_cancelled_without_its_worker(runs, start, monkeypatch, database):
    run, _ = start()
    runs.claim(run.id, "elsewhere:1")
    later = store.now() + store.SILENT_SECONDS + 1
    monkeypatch.setattr(store, "now", lambda: later)
    assert cancel(runs, database, run.id).state == "cancelled"


def test_a_run_that_was_to_be_cancelled_when_its_worker_died_is_not_begun_again(runs, start, database):
    run, _ = start()
    runs.claim(run.id, "a:1")
    cancel(runs, database, run.id)
    assert runs.recover(lambda _worker: True) == []
    assert runs.find(run.id).state == "cancelled"


def test_a_worker_is_known_while_it_says_so(runs, monkeypatch):
    assert not runs.has_worker()
    runs.announce("a:1")
    assert runs.has_worker()
    runs.dismiss("a:1")
    assert not runs.has_worker()
    runs.announce("a:1")
    later = store.now() + store.SILENT_SECONDS + 1
    monkeypatch.setattr(store, "now", lambda: later)
    assert not runs.has_worker()

"""A challenger in the shadow sees texts after they are answered; only counts by label are kept, and no answer waits."""

import threading
import time
from types import SimpleNamespace

import pytest

from model import ArtefactError
from server.checking import Checkers
from server.shadow import WAITING, ShadowScorer
from server.store.shadows import LabelCount, Shadows
from tests.server.conftest import wait_until
from tests.server.fakes import FakeChecker

NEW, OLD = "2-0000000b", "1-0000000a"
TEXT = "Quillfeather is failing math"


class Challenger(FakeChecker):
    """Warns about nothing but insults; fails when asked to."""

    def check(self, text, **where):
        verdict = super().check(text, **where)
        found = (SimpleNamespace(label="insult"),) if "stapler" in text else ()
        return SimpleNamespace(findings=found or verdict.findings * ("agree" in text))


@pytest.fixture
def shadows(database):
    return Shadows(database)


@pytest.fixture
def checkers(config):
    return Checkers(config.artefacts, checker=FakeChecker(OLD))


@pytest.fixture
def scorer(shadows, checkers, config):
    return ShadowScorer(shadows, checkers, lambda _folder, version, _policy: Challenger(version), config.artefacts)


@pytest.fixture
def start(app, database, shadows):
    services = app.extensions["forethought.services"]
    with database.writing() as session:
        services.runs.start(session, by="ada@x", parent=OLD)

    def begin(share=100):
        with database.writing() as session:
            labels = ["student_info", "insult"]
            return shadows.start(session, run_id=1, version=NEW, champion=OLD, by="ada@x", share=share, labels=labels)

    return begin


def offer(scorer, checkers, text):
    scorer.offer(text, checkers.check(text), site="x.com", kind="post", locale=None)


def test_what_both_and_what_only_one_of_them_says_is_counted_and_nothing_else(scorer, checkers, shadows, start, config):
    trial, _ = start()
    scorer.look()
    for text in (TEXT, TEXT + ", agree", "the brains of a stapler", "hello"):
        offer(scorer, checkers, text)
        assert scorer.score_one(0)
    assert not scorer.score_one(0)
    scorer.flush()
    scorer.flush()
    found = shadows.of_run(1)
    assert (found.checked, found.same) == (4, 2)
    assert shadows.counts(trial.id) == [
        LabelCount(label="student_info", both=1, champion_only=1),
        LabelCount(label="insult", challenger_only=1),
    ]
    content = b"".join(path.read_bytes() for path in config.home.iterdir() if path.is_file())
    assert b"Quillfeather" not in content and b"stapler" not in content


def test_nothing_is_kept_in_memory_without_a_trial_or_beside_another_champion(
    scorer, checkers, start, database, shadows
):
    offer(scorer, checkers, TEXT)
    assert not scorer.score_one(0)
    start()
    scorer.look()
    checkers.current().model_version = "3-0000000c"
    offer(scorer, checkers, TEXT)
    assert not scorer.score_one(0), "the champion has changed: what it says is compared with nothing"
    scorer.look()
    assert scorer._trial is None


def test_a_share_of_the_checks_is_taken(scorer, checkers, start, monkeypatch):
    start(share=25)
    scorer.look()
    taken = 0
    for dice in (0.0, 0.24, 0.25, 0.99):
        monkeypatch.setattr("server.shadow._dice", SimpleNamespace(random=lambda dice=dice: dice))
        offer(scorer, checkers, TEXT)
        taken += scorer.score_one(0)
    assert taken == 2


def test_when_more_come_than_it_can_take_they_are_left_out_at_once(scorer, checkers, start):
    start()
    scorer.look()
    begun = time.monotonic()
    for _ in range(WAITING + 50):
        offer(scorer, checkers, TEXT)
    assert time.monotonic() - begun < 1
    assert sum(scorer.score_one(0) for _ in range(WAITING + 1)) == WAITING


def test_one_trial_at_a_time_and_its_counts_stay_when_it_ends(scorer, checkers, start, shadows, database):
    first, fresh = start()
    again, second = start()
    assert fresh and not second and again.id == first.id
    scorer.look()
    offer(scorer, checkers, TEXT)
    scorer.score_one(0)
    with database.writing() as session:
        assert not shadows.stop(session).active
        assert shadows.stop(session) is None
    scorer.look()
    assert shadows.of_run(1).checked == 1, "what was counted before it ended is kept"
    offer(scorer, checkers, TEXT)
    assert not scorer.score_one(0)


def test_a_challenger_that_is_refused_or_fails_harms_nobody(shadows, checkers, config, start):
    start()

    def refuse(*_given):
        raise ArtefactError("Version 2-0000000b was altered.")

    scorer = ShadowScorer(shadows, checkers, refuse, config.artefacts)
    scorer.look()
    offer(scorer, checkers, TEXT)
    assert not scorer.score_one(0)
    scorer = ShadowScorer(shadows, checkers, lambda *_given: Challenger(NEW), config.artefacts)
    scorer.look()
    scorer._waiting.put(("make it fail", "", "post", None, frozenset()))
    assert scorer.score_one(0)
    scorer.flush()
    assert shadows.of_run(1).checked == 0


def test_the_challenger_takes_its_turn_so_that_threads_do_not_fight(scorer, checkers, start):
    start()
    scorer.look()
    offer(scorer, checkers, TEXT)
    with checkers._turn:
        thread = threading.Thread(target=scorer.score_one, args=(0,))
        thread.start()
        time.sleep(0.05)
        assert thread.is_alive()
    thread.join()
    scorer.flush()


def test_it_goes_on_beside_the_requests(scorer, checkers, start, shadows, monkeypatch):
    monkeypatch.setattr("server.shadow.LOOK_SECONDS", 0.0)
    monkeypatch.setattr("server.shadow.FLUSH_SECONDS", 0.0)
    start()
    scorer.watch()
    wait_until(lambda: scorer._trial)
    offer(scorer, checkers, TEXT)
    wait_until(lambda: shadows.of_run(1).checked == 1)


def test_the_page_starts_and_ends_a_trial_and_shows_its_counts(director, app, database, monkeypatch):
    monkeypatch.setattr("server.releases.try_gate", lambda *_given, **_more: ())
    services = app.extensions["forethought.services"]
    with database.writing() as session:
        services.runs.start(session, by="ada@x", parent=OLD)
    services.runs.claim(1, "a:1")
    services.runs.finish(1, "a:1", state="done", message="ready", version=NEW)

    def press(path, **form):
        return director.post(f"/admin/runs/1/{path}", data=form, follow_redirects=True).text

    assert director.post("/admin/runs/1/shadow", data={"share": "77"}).status_code == 422
    assert "It begins within five seconds" in press("shadow", share="50")
    assert "with 50 % of the checks" in press("shadow", share="10"), "a second press changes nothing"
    trial = services.shadows.active()
    from server.store.shadows import Batch

    services.shadows.add(trial.id, Batch(20, 18, {"student_info": LabelCount(label="student_info", champion_only=2)}))
    page = director.get("/admin/runs/1/promote").text
    assert "Of <b>20</b> checks" in page and "90.0 %" in page and "Student information" in page
    assert "The trial has ended" in press("shadow/stop")
    assert "ended already" in press("shadow/stop")
    acts = [one.action for one in services.audit.latest()]
    assert acts.count("shadow.started") == acts.count("shadow.stopped") == 1
    assert director.post("/admin/runs/9/shadow", data={"share": "50"}).status_code == 404

"""A training is a child process: heard while it runs, ended when told, and why it failed is said without a quote."""

import datetime
import json
import os
import resource
import signal
import threading
import time
from pathlib import Path

import pytest

from server.jobs import examples, failure
from server.jobs.child import NICE
from server.jobs.steps import Steps, read
from server.jobs.training import Training
from tests.server.conftest import wait_until
from tests.server.fakes import Decided

FAKE = str(Path(__file__).with_name("fake_model.py"))
TEXT = "Quillfeather is failing math"


@pytest.fixture(autouse=True)
def fast(monkeypatch):
    monkeypatch.setattr("server.jobs.training.BEAT_SECONDS", 0.1)
    monkeypatch.setattr("server.jobs.training.PATIENCE_SECONDS", 1.0)


@pytest.fixture
def train(tmp_path):
    heard = []

    def run(behaviour, report=None):
        with examples.written([Decided("flag-1", TEXT, ("student_info",))], tmp_path) as extra:

            def hear(progress):
                heard.append(progress)
                return report(progress) if report else True

            return Training(tmp_path / "versions", (FAKE, behaviour)).run(extra, [TEXT], hear)

    run.heard = heard
    run.seen = lambda: [json.loads(line) for line in (tmp_path / "versions" / "seen.jsonl").read_text().splitlines()]
    return run


def nothing_left(home):
    return list((home / "jobs").iterdir()) == []


def test_a_training_says_how_far_it_is_and_which_version_it_made(train, tmp_path):
    ended = train("good")
    assert (ended.state, ended.version) == ("done", "2-0000000b")
    last = train.heard[-1]
    assert last.step == "Sealing the version" and 0 < last.percent <= 99 and last.left_s == 0
    assert "Counting n-grams (2 of 4)" in last.log
    assert nothing_left(tmp_path)


def test_only_this_account_can_read_what_goes_in_and_checks_come_first(train):
    train("good")
    (seen,) = train.seen()
    assert (seen["texts"], seen["mode"], seen["folder"]) == (1, 0o600, 0o700)
    assert seen["nice"] == min(19, os.nice(0) + NICE)


@pytest.mark.parametrize("behaviour", ["slow", "deaf"])
def test_a_training_that_is_told_to_stop_stops_with_all_that_it_started(train, tmp_path, behaviour):
    ended = train(behaviour, lambda progress: progress.step == "")
    assert ended.state == "cancelled" and "Nothing was changed" in ended.message
    assert not examples.is_alive(train.seen()[0]["pid"])
    assert nothing_left(tmp_path)


def test_a_training_killed_from_outside_says_so(train, tmp_path):
    def kill(progress):
        if "stopped" not in progress.log and progress.step:
            os.kill(train.seen()[0]["pid"], signal.SIGKILL)
        return True

    ended = train("slow", kill)
    assert ended.state == "failed"
    assert ended.message.startswith("The training was stopped from outside by SIGKILL (it may have run out of memory).")
    assert "Nothing was changed." in ended.message and nothing_left(tmp_path)


SAYS = {
    "full": failure.FULL,
    "memory": failure.MEMORY,
    "broken": "reviewed.jsonl:1: unknown label 'nonsense'. Nothing was changed.",
    "crash": "The training failed (ValueError at server/fake_model.py:",
    "quote": "The training failed (status 1). Nothing was changed. Try again.",
}


@pytest.mark.parametrize(("behaviour", "says"), SAYS.items())
def test_a_failure_is_one_sentence_that_quotes_nothing(train, tmp_path, behaviour, says):
    ended = train(behaviour)
    assert ended.state == "failed" and ended.message.startswith(says)
    assert "Quillfeather" not in ended.message + "".join(one.log for one in train.heard)
    assert nothing_left(tmp_path)


def test_a_full_disk_while_the_examples_are_written_leaves_nothing(tmp_path):
    many = [Decided(f"flag-{n}", TEXT * 100) for n in range(100)]
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(OSError, match="File too large") as full, examples.written(many, tmp_path):
            pass
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert failure.of_this_process(full.value) == failure.FULL
    assert nothing_left(tmp_path)


def test_a_training_dies_with_the_process_that_began_it(tmp_path):
    pid = os.fork()
    if pid == 0:  # a worker of its own, killed below
        with examples.written([Decided("flag-1", TEXT)], tmp_path) as extra:
            Training(tmp_path / "versions", (FAKE, "slow")).run(extra, [TEXT], lambda _how: True)
        os._exit(0)
    seen = tmp_path / "versions" / "seen.jsonl"
    wait_until(lambda: seen.exists() and seen.read_text())
    child = json.loads(seen.read_text())["pid"]
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    wait_until(lambda: not examples.is_alive(child))
    assert not nothing_left(tmp_path)
    assert examples.remove_leftovers(tmp_path) == 1
    assert nothing_left(tmp_path)


def test_files_of_a_living_worker_are_left_alone(tmp_path):
    (tmp_path / "jobs" / f"{os.getppid()}-abc").mkdir(parents=True)
    assert examples.remove_leftovers(tmp_path) == 0


def test_of_two_decisions_about_one_text_the_later_one_is_learnt():
    old = Decided("flag-1", TEXT, ("insult",), decided_on=datetime.date(2026, 9, 1))
    new = Decided("flag-2", TEXT + " ", (), decided_on=datetime.date(2026, 9, 2))
    assert examples.distinct([new, old]) == [new]
    counts = examples.counted([new], frozenset({"flag-1"}))
    assert (counts["examples"], counts["new"], counts["silent"]) == (1, 1, 1)


@pytest.mark.parametrize("line", ["", "{", "[]", '{"step": 1}', "  Counting: done in 3 s", '{"left_s": null}'])
def test_a_line_that_is_no_step_is_none(line):
    assert read(line) is None


def test_progress_never_goes_back():
    steps = Steps(begun=time.monotonic() - 30)
    steps.hear('{"step": "a", "index": 1, "steps": 2, "done": 1, "total": 2, "left_s": 30}')
    assert steps.percent == 50 and steps.left_s == 30
    steps.hear('{"step": "b", "index": 2, "steps": 2, "done": 0, "total": 2, "left_s": 90}')
    assert steps.percent == 50 and steps.left_s == 90
    assert steps.progress.log.count("\n") == 1


def test_no_thread_is_left_behind(train):
    before = threading.active_count()
    train("good")
    assert threading.active_count() == before

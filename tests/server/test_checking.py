"""The checker in service is swapped as a whole, beside the requests, and never for a worse one."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from model import ArtefactError
from server.checking import Checkers
from server.errors import Refusal
from tests.server.conftest import wait_until
from tests.server.fakes import FakeChecker


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "CURRENT").write_text("1-0000000a")
    return tmp_path


def load(folder):
    return FakeChecker((folder / "CURRENT").read_text())


def promote(folder, version):
    (folder / "new").write_text(version)
    (folder / "new").replace(folder / "CURRENT")


def test_the_old_version_answers_while_the_new_one_loads(folder, monkeypatch):
    monkeypatch.setattr("server.checking.POLL_SECONDS", 0.01)
    loading, go = threading.Event(), threading.Event()

    def slow(place):
        loading.set()
        go.wait(5)
        return load(place)

    checkers = Checkers(folder, slow, FakeChecker("1-0000000a"))
    checkers.watch()
    promote(folder, "2-0000000b")
    assert loading.wait(5)
    assert checkers.current().model_version == "1-0000000a"
    go.set()
    wait_until(lambda: checkers.current().model_version == "2-0000000b")


def test_nothing_is_loaded_while_nothing_changed(folder):
    def never(_place):
        raise AssertionError

    checkers = Checkers(folder, never, FakeChecker("1-0000000a"))
    checkers.look()
    assert checkers.current().model_version == "1-0000000a"


@pytest.mark.parametrize("failure", [ArtefactError("Version 2 was altered."), RuntimeError("anything"), MemoryError()])
def test_a_version_that_fails_is_tried_once_and_the_old_one_stays(folder, failure):
    tried = []

    def refuse(place):
        tried.append(place)
        raise failure

    checkers = Checkers(folder, refuse, FakeChecker("1-0000000a"))
    promote(folder, "2-0000000b")
    checkers.look()
    checkers.look()
    assert checkers.current().model_version == "1-0000000a"
    assert len(tried) == 1


def test_a_version_promoted_while_the_first_one_loads_is_noticed(folder):
    def load_and_be_overtaken(place):
        checker = load(place)
        if checker.model_version == "1-0000000a":
            promote(folder, "2-0000000b")
        return checker

    checkers = Checkers(folder, load_and_be_overtaken)
    checkers.load_now()
    assert checkers.current().model_version == "1-0000000a"
    checkers.look()
    assert checkers.current().model_version == "2-0000000b"


def test_without_any_version_the_service_is_not_ready_until_one_is_promoted(folder):
    (folder / "CURRENT").unlink()
    checkers = Checkers(folder, load)
    checkers.look()
    with pytest.raises(Refusal) as caught:
        checkers.current()
    assert caught.value.kind.status == 503
    promote(folder, "1-0000000a")
    checkers.look()
    assert checkers.current().model_version == "1-0000000a"


def test_a_pointer_that_vanishes_changes_nothing(folder):
    checkers = Checkers(folder, load, FakeChecker("1-0000000a"))
    (folder / "CURRENT").unlink()
    checkers.look()
    assert checkers.current().model_version == "1-0000000a"


def test_one_text_is_checked_at_a_time_in_a_process(tmp_path):
    inside, most = 0, 0

    class Slow:
        model_version = "1-0000000a"

        def check(self, _text, **_where):
            nonlocal inside, most
            inside += 1
            most = max(most, inside)
            time.sleep(0.005)
            inside -= 1
            return "verdict"

    checkers = Checkers(tmp_path, checker=Slow())
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(checkers.check, ["a", "b", "c", "d"]))
    assert answers == ["verdict"] * 4 and most == 1

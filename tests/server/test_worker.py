"""Real workers around a small model: a run survives a restart, and a killed worker or training loses nothing."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from server.errors import ConfigError
from server.jobs import Queue, examples
from server.jobs.companion import Companion
from server.store import Database
from server.store.runs import Runs
from tests.server.conftest import ROOT, wait_until

WORKER = str(Path(__file__).with_name("fake_worker.py"))


@pytest.fixture
def runs(database):
    return Runs(database)


@pytest.fixture
def queue(config):
    return Queue(config.queue_url)


@pytest.fixture
def press(runs, database, queue):
    def start():
        with database.writing() as session:
            run, _ = runs.start(session, by="ada@district.example", parent="1-0000000a")
        assert queue.retrain(run.id)
        return run.id

    return start


@pytest.fixture
def work(config):
    started = []

    def begin(behaviour):
        environment = os.environ | {
            "FORETHOUGHT_HOME": str(config.home),
            "FORETHOUGHT_ARTEFACTS": str(config.artefacts / "versions"),
        }
        with (config.home / "worker.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, WORKER, behaviour], env=environment, cwd=ROOT, stdout=log, stderr=log
            )
        started.append(process)
        return process

    yield begin
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


def trained(config):
    file = config.artefacts / "versions" / "seen.jsonl"
    return [json.loads(line)["pid"] for line in file.read_text().splitlines()] if file.exists() else []


def state(runs, run_id):
    return runs.find(run_id).state


def test_a_run_goes_through_and_says_what_went_in(runs, press, work, config):
    run_id = press()
    worker = work("good")
    wait_until(lambda: state(runs, run_id) == "done", 20)
    run = runs.find(run_id)
    assert run.version == "2-0000000b" and run.counts["examples"] == 1 and run.counts["labels"] == {"student_info": 1}
    assert runs.has_worker() and list((config.home / "jobs").iterdir()) == []
    worker.terminate()
    assert worker.wait(15) == 0
    assert not runs.has_worker()
    assert "Quillfeather" not in (config.home / "worker.log").read_text()
    kept = b"".join(path.read_bytes() for path in config.home.rglob("*") if path.is_file())
    assert b"Quillfeather" not in kept


def test_a_run_that_was_asked_for_while_no_worker_ran_is_taken_later(runs, press, work):
    run_id = press()
    assert state(runs, run_id) == "queued" and not runs.has_worker()
    work("good")
    wait_until(lambda: state(runs, run_id) == "done", 20)


def test_a_run_that_the_queue_has_lost_is_found(runs, press, work, config):
    run_id = press()
    (config.home / "queue.db").unlink()
    work("good")
    wait_until(lambda: state(runs, run_id) == "done", 20)


def test_a_training_killed_with_9_ends_as_stopped_and_changes_nothing(runs, press, work, config):
    run_id = press()
    work("slow")
    (child,) = wait_until(lambda: trained(config), 20)
    os.kill(child, signal.SIGKILL)
    wait_until(lambda: state(runs, run_id) == "failed", 20)
    assert "stopped from outside by SIGKILL" in runs.find(run_id).message
    assert "Nothing was changed" in runs.find(run_id).message
    assert not (config.artefacts / "versions" / "CURRENT").exists()
    assert runs.find(run_id).version is None


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_run_survives_a_worker_that_is_killed_or_restarted(runs, press, work, config, how):
    run_id = press()
    first = work("slow")
    (child,) = wait_until(lambda: trained(config), 20)
    first.send_signal(how)
    first.wait(20)
    wait_until(lambda: not examples.is_alive(child))
    assert runs.find(run_id).active
    work("good")
    wait_until(lambda: state(runs, run_id) == "done", 20)
    run = runs.find(run_id)
    assert run.attempt == 2 and run.version == "2-0000000b"
    assert list((config.home / "jobs").iterdir()) == [], "what the killed worker left is gone"


def test_a_running_training_is_cancelled_and_what_it_started_ends(runs, press, work, config, database):
    run_id = press()
    work("slow")
    (child,) = wait_until(lambda: trained(config), 20)
    with database.writing() as session:
        runs.cancel(session, run_id)
    wait_until(lambda: state(runs, run_id) == "cancelled", 20)
    assert not examples.is_alive(child) and list((config.home / "jobs").iterdir()) == []
    work("good")


def test_a_full_disk_is_said_and_the_worker_goes_on(runs, press, work, config):
    run_id = press()
    worker = work("full")
    wait_until(lambda: state(runs, run_id) == "failed", 20)
    assert "The disk is full" in runs.find(run_id).message
    assert worker.poll() is None and runs.has_worker()


COMPANION = """
import os, sys, time
from server.jobs.companion import Companion
companion = Companion(sys.argv[1:])
companion.start()
time.sleep(60)
"""
CHILD = """
import os, sys, time
from server.jobs.companion import stop_when_closed
stop_when_closed(0)
open(sys.argv[1], "a").write(f"{os.getpid()}\\n")
time.sleep(60)
"""


def test_the_worker_beside_the_service_is_begun_again_when_it_dies_and_ends_with_it(tmp_path):
    pids = tmp_path / "pids"
    service = subprocess.Popen([sys.executable, "-c", COMPANION, "-c", CHILD, str(pids)], cwd=ROOT)

    def begun(number):
        found = pids.read_text().split() if pids.exists() else []
        return len(found) == number and int(found[-1])

    first = wait_until(lambda: begun(1), 20)
    os.kill(first, signal.SIGKILL)
    second = wait_until(lambda: begun(2), 20)
    assert examples.is_alive(second)
    service.kill()
    service.wait()
    wait_until(lambda: not examples.is_alive(second))


def test_a_service_that_stops_ends_its_worker(tmp_path):
    pids = tmp_path / "pids"
    companion = Companion(["-c", CHILD, str(pids)])
    companion.start()
    child = wait_until(lambda: pids.exists() and pids.read_text().strip(), 20)
    companion.stop()
    assert not examples.is_alive(int(child))


def test_a_broker_that_cannot_be_used_is_said():
    with pytest.raises(ConfigError, match="FORETHOUGHT_QUEUE_URL cannot be read"):
        Queue("carrier-pigeon://loft")


def test_a_broker_that_is_away_is_no_reason_to_lose_a_run(tmp_path):
    assert not Queue(f"sqlite:///{tmp_path / 'missing' / 'queue.db'}").retrain(1)


def test_a_worker_without_a_database_is_one_sentence(tmp_path):
    refused = subprocess.run(
        [sys.executable, "-m", "server", "work"],
        env=os.environ | {"FORETHOUGHT_HOME": str(tmp_path)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert refused.returncode == 1 and "python -m server migrate" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_the_real_worker_starts_beside_the_real_service_and_stops_with_it(start_service, tmp_path):
    service = start_service(WITH_WORKER="real")
    log = wait_until(lambda: [one for one in service.logs() if one["event"] == "worker_ready"], 20)
    assert len(log) == 1
    assert service.stop() == 0

    database = Database(f"sqlite:///{service.home / 'forethought.db'}")
    assert not Runs(database).has_worker()
    database.close()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_run_survives_a_restart_of_the_service_that_has_the_worker_beside_it(start_service, how):
    service = start_service(WITH_WORKER="slow")
    database = Database(f"sqlite:///{service.home / 'forethought.db'}")
    runs = Runs(database)
    with database.writing() as session:
        run, _ = runs.start(session, by="ada@district.example", parent=None)
    seen = service.artefacts / "seen.jsonl"
    wait_until(lambda: seen.exists() and seen.read_text(), 20)
    service.stop(how)
    child = json.loads(seen.read_text())["pid"]
    wait_until(lambda: not examples.is_alive(child), 20)
    assert runs.find(run.id).active
    start_service(WITH_WORKER="good")
    wait_until(lambda: state(runs, run.id) == "done", 30)
    assert runs.find(run.id).attempt == 2
    database.close()

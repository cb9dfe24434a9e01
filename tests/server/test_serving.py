"""The real server: starts, says why it cannot, loses nothing that it acknowledged, takes a new version."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from server import serving
from server.config import from_environment
from server.errors import ConfigError
from server.store.tokens import sha256
from tests.server.conftest import ROOT, wait_until

FLAG = {"text": "[NAME 1] is great at chess", "site": "x.com", "kind": "false_alarm", "labels": ["insult"]}


def command(*arguments, **environment):
    settings = {name: value for name, value in os.environ.items() if not name.startswith("FORETHOUGHT_")}
    return subprocess.run(
        [sys.executable, "-m", "server", *arguments],
        env=settings | environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def promote(service, version):
    draft = service.artefacts / ".CURRENT.new"
    draft.write_text(version + "\n")
    draft.replace(service.artefacts / "CURRENT")


def test_it_says_where_it_listens_and_stops_when_told(service):
    assert service.ask("/v1/health").json == {"status": "ok"}
    assert f"{service.address}/practice" in service.output.read_text()
    assert service.stop() == 0


def test_a_port_in_use_is_one_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        home = {"FORETHOUGHT_HOME": str(tmp_path), "PORT": port}
        assert command("migrate", **home).returncode == 0
        refused = command("serve", **home)
    assert refused.returncode == 1
    assert refused.stderr.strip() == (
        f"Port {port} is already in use: stop what uses it, or choose another with PORT=8788."
    )


def test_an_address_of_another_machine_is_one_sentence():
    given = {"FORETHOUGHT_ENROLL_CODE": "robin-walks-slowly", "FORETHOUGHT_SECRET_KEY": "k" * 32}
    config = from_environment({"FORETHOUGHT_HOST": "192.0.2.1", "PORT": "0"} | given)
    with pytest.raises(ConfigError, match=r"192\.0\.2\.1 is not an address of this machine"):
        serving.bind(config)


def test_a_database_that_was_not_migrated_is_one_sentence(tmp_path):
    refused = command("serve", FORETHOUGHT_HOME=str(tmp_path), PORT="0")
    assert refused.returncode == 1 and "python -m server migrate" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_a_missing_version_is_one_sentence(tmp_path):
    home = {"FORETHOUGHT_HOME": str(tmp_path), "FORETHOUGHT_ARTEFACTS": str(tmp_path), "PORT": "0"}
    assert command("migrate", **home).returncode == 0
    refused = command("serve", **home)
    assert refused.returncode == 1 and "python -m model train" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_a_reachable_service_without_a_code_is_one_sentence(tmp_path):
    refused = command("serve", FORETHOUGHT_HOME=str(tmp_path), FORETHOUGHT_HOST="0.0.0.0")
    assert refused.returncode == 1 and "FORETHOUGHT_ENROLL_CODE" in refused.stderr


def test_what_it_writes_is_for_its_own_account_alone(service):
    service.ask("/v1/flags", FLAG)
    for path in service.home.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path.name


def test_nothing_is_left_in_the_home_folder_of_the_account(start_service, tmp_path):
    home = tmp_path / "account"
    home.mkdir()
    service = start_service(HOME=str(home), XDG_RUNTIME_DIR=str(home))
    service.enroll()
    service.stop()
    assert list(home.rglob("*")) == []


def test_every_acknowledged_example_survives_a_kill(service):
    receipts, stop = [], threading.Event()

    def send():
        while not stop.is_set():
            try:
                receipts.append(service.ask("/v1/flags", FLAG).json["receipt"])
            except (OSError, ValueError):
                return

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    wait_until(lambda: len(receipts) >= 60)
    os.killpg(service.process.pid, signal.SIGKILL)
    stop.set()
    for thread in threads:
        thread.join()
    with sqlite3.connect(service.home / "forethought.db") as connection:
        kept = {row[0] for row in connection.execute("SELECT receipt_hash FROM flags")}
    assert len(receipts) >= 60
    assert {sha256(receipt) for receipt in receipts} <= kept


def test_a_killed_worker_is_replaced(service):
    listed = Path(f"/proc/{service.process.pid}/task/{service.process.pid}/children")

    def workers():
        found = listed.read_text().split()
        return found if len(found) == serving.WORKERS else None

    before = wait_until(workers)
    os.kill(int(before[0]), signal.SIGKILL)
    wait_until(lambda: before[0] not in (workers() or before))
    for _ in range(8):
        assert service.ask("/v1/check", {"text": "hello"}).status == 200


def test_a_promoted_version_is_taken_by_every_worker_and_a_bad_one_by_none(service):
    def logged(event):
        return [one for one in service.logs() if one["event"] == event]

    def versions():
        return {service.ask("/v1/ready").json["model"] for _ in range(12)}

    promote(service, "2-0000000b")
    wait_until(lambda: len(logged("version_taken")) == serving.WORKERS)
    assert versions() == {"2-0000000b"}
    promote(service, "bad")
    refused = wait_until(lambda: len(logged("version_refused")) == serving.WORKERS and logged("version_refused"))
    assert refused[0]["kept"] == "2-0000000b" and "train it again" in refused[0]["reason"]
    assert versions() == {"2-0000000b"}
    promote(service, "1-0000000a")
    wait_until(lambda: len(logged("version_taken")) == 2 * serving.WORKERS)
    assert versions() == {"1-0000000a"}

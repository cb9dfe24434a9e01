"""The service with a small checker: in this process, and as a real server on a free port of this machine."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_openapi3.openapi import OpenAPI

from server import create_app
from server.checking import Checkers
from server.config import Config, from_environment
from server.store import Database
from server.store.migrate import migrate
from tests.server.console import auditor, director, nobody, principal, reviewer, sign_in
from tests.server.fakes import FakeChecker

__all__ = ["auditor", "director", "nobody", "principal", "reviewer", "sign_in"]

ROOT = Path(__file__).parents[2]
SERVICE = Path(__file__).parent / "fake_service.py"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return from_environment({"FORETHOUGHT_HOME": str(tmp_path), "FORETHOUGHT_ARTEFACTS": str(tmp_path)})


@pytest.fixture
def database(config: Config) -> Iterator[Database]:
    database = Database(config.database_url)
    migrate(database)
    yield database
    database.close()


@pytest.fixture
def app(config: Config, database: Database) -> OpenAPI:
    return create_app(config, Checkers(config.artefacts, checker=FakeChecker()), database)


class Client(FlaskClient):
    """Asks under the address that a person would use."""

    def open(self, *args: Any, **options: Any) -> Any:
        return super().open(*args, **{"base_url": "http://127.0.0.1:8787"} | options)


@pytest.fixture
def client(app: OpenAPI) -> FlaskClient:
    app.test_client_class = Client
    return app.test_client()


@pytest.fixture
def employee(client: FlaskClient) -> dict[str, str]:
    token = client.post("/v1/enroll", json={}).json["token"]
    return {"Authorization": f"Bearer {token}"}


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Service:
    """A running server process, its address, and everything it has written."""

    process: subprocess.Popen[bytes]
    address: str
    home: Path
    artefacts: Path
    output: Path
    token: str = field(default="")

    def ask(
        self,
        path: str,
        body: Any = None,
        *,
        method: str | None = None,
        raw: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        data = raw if raw is not None else None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(self.address + path, data=data, method=method)
        asked.add_header("Content-Type", "application/json")
        if self.token:
            asked.add_header("Authorization", f"Bearer {self.token}")
        for name, value in (headers or {}).items():
            asked.add_header(name, value)
        try:
            with urllib.request.urlopen(asked, timeout=20) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as refused:
            return Answer(refused.code, dict(refused.headers), refused.read())

    def enroll(self) -> None:
        self.token = ""
        self.token = self.ask("/v1/enroll", {}).json["token"]

    def logs(self) -> list[dict[str, Any]]:
        lines = self.output.read_text().splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]

    def stop(self, with_signal: int = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(with_signal)
        return self.process.wait(timeout=20)


def wait_until(what: Callable[[], Any], seconds: float = 10.0) -> Any:
    """Return the first true answer of `what`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.05)
    pytest.fail(f"did not happen within {seconds} seconds")


def start(home: Path, artefacts: Path, command: list[str], **environment: str) -> Service:
    """Start a server on a free port and wait until it says that it listens."""
    home.mkdir(parents=True, exist_ok=True)
    output = home.parent / f"{home.name}.log"
    settings = {name: value for name, value in os.environ.items() if not name.startswith("FORETHOUGHT_")}
    settings |= {
        "PORT": "0",
        "FORETHOUGHT_HOME": str(home),
        "FORETHOUGHT_ARTEFACTS": str(artefacts),
    } | environment
    with output.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, *command],
            stdout=out,
            stderr=subprocess.STDOUT,
            env=settings,
            cwd=ROOT,
            start_new_session=True,
        )

    def address() -> str | None:
        if process.poll() is not None:
            pytest.fail(f"the server stopped: {output.read_text()}")
        found = re.search(r"listening on (\S+)", output.read_text())
        return found and found[1]

    return Service(process, wait_until(address, 30.0), home, artefacts, output)


@pytest.fixture
def start_service(tmp_path: Path) -> Iterator[Callable[..., Service]]:
    """Start real servers around the small checker; they are stopped afterwards."""
    started: list[Service] = []

    def begin(name: str = "home", **environment: str) -> Service:
        service = start(tmp_path / name, tmp_path / "versions", [str(SERVICE)], **environment)
        started.append(service)
        return service

    yield begin
    for service in started:
        if service.process.poll() is None:
            os.killpg(service.process.pid, signal.SIGKILL)
            service.process.wait()


@pytest.fixture
def service(start_service: Callable[..., Service]) -> Service:
    service = start_service()
    service.enroll()
    return service

"""The trained version behind the real API: what must warn does under the right label, what must not stays silent."""

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from model.limits import Limits
from server import create_app
from server.checking import Checkers
from server.config import Config
from server.store import Database

GATE = Path(__file__).parents[2] / "training_data" / "gate"
LAST_OF_THE_FIRST = "mw-0045"


def _records(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (GATE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def checkers(artefacts: Path) -> Checkers:
    checkers = Checkers(artefacts)
    checkers.load_now()
    return checkers


@pytest.fixture
def trained(config: Config, database: Database, checkers: Checkers) -> tuple[FlaskClient, dict[str, str]]:
    client = create_app(config, checkers, database).test_client()
    base = {"base_url": "http://127.0.0.1:8787"}
    token = client.post("/v1/enroll", json={}, **base).json["token"]
    return client, {"Authorization": f"Bearer {token}"}


def _labels(trained: tuple[FlaskClient, dict[str, str]], text: str) -> set[str]:
    client, employee = trained
    body = {"text": text, "site": "facebook.com", "kind": "post"}
    answer = client.post("/v1/check", json=body, headers=employee, base_url="http://127.0.0.1:8787")
    assert answer.status_code == 200
    return {finding["label"] for finding in answer.json["findings"]}


def test_40_sentences_that_must_warn_do_under_the_right_label(trained: tuple[FlaskClient, dict[str, str]]) -> None:
    records = _records("must_warn")
    wrong = [one for one in records if not set(one["labels"]) & _labels(trained, one["text"])]
    assert len(records) - len(wrong) >= 40, wrong
    # The posts that the list began with; those that came later are harder, and held to what the gate is shipped with.
    first = [one for one in wrong if one["id"] <= LAST_OF_THE_FIRST]
    assert len(first) <= 0.05 * sum(one["id"] <= LAST_OF_THE_FIRST for one in records), first
    assert len(wrong) <= Limits().shipped_wrong * len(records), wrong


def test_40_sentences_that_must_stay_silent_do(trained: tuple[FlaskClient, dict[str, str]]) -> None:
    records = _records("must_stay_silent")
    wrong = [(one["text"], found) for one in records if (found := _labels(trained, one["text"]))]
    assert len(records) - len(wrong) >= 40, wrong
    assert len(wrong) <= 0.05 * len(records), wrong

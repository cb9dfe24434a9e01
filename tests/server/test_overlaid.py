"""A new overlay reaches the checker in service within seconds, and a broken one never stops checking."""

import pytest

from model import ArtefactError, Entry, Overlay, PolicyError, load_policy
from server import create_app
from server.checking import Checkers
from server.overlaid import Overlaid
from server.store.audit import Audit
from server.store.overlay import EMPTY, Overlays
from tests.server.conftest import Client, wait_until
from tests.server.fakes import FakeChecker

WORDS = {
    "kind": "words",
    "words": ["zebra"],
    "examples": {"match": ["zebra"] * 4, "clear": ["horse"] * 4},
}
GOOD = Overlay({"rules": {"insult/zebra": Entry(fields=WORDS)}}).as_table()
BROKEN = Overlay({"rules": {"insult/zebra": Entry(fields={"kind": "tea"})}}).as_table()
NEWER = {"format": 9}


@pytest.fixture
def overlays(database):
    return Overlays(database, Audit(database))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "CURRENT").write_text("1-0000000a")
    return tmp_path


def load(folder, policy):
    checker = FakeChecker((folder / "CURRENT").read_text())
    checker.policy = policy
    return checker


def save(overlays, content):
    return overlays.replace(content, seen=overlays.newest(), actor="Dana Hill", action="rule.edited", what="an edit")


def rules(checkers):
    return {rule.id for rule in checkers.current().policy.rules}


@pytest.fixture
def overlaid(overlays):
    return Overlaid(overlays, load)


@pytest.fixture
def checkers(folder, overlaid):
    checkers = Checkers(folder, overlaid=overlaid)
    checkers.load_now()
    return checkers


def test_a_new_overlay_is_taken_beside_the_requests(checkers, overlays, monkeypatch):
    monkeypatch.setattr("server.checking.POLL_SECONDS", 0.02)
    before = checkers.current().policy.version
    checkers.watch()
    save(overlays, GOOD)
    wait_until(lambda: "insult/zebra" in rules(checkers))
    assert checkers.current().policy.version != before
    assert checkers.overlaid.in_service == 1 and checkers.overlaid.problem is None
    save(overlays, EMPTY)
    wait_until(lambda: checkers.current().policy.version == before)


@pytest.mark.parametrize("broken", [BROKEN, NEWER])
def test_a_broken_overlay_changes_nothing_and_is_told(checkers, overlays, broken):
    save(overlays, GOOD)
    checkers.look()
    save(overlays, broken)
    checkers.look()
    assert "insult/zebra" in rules(checkers)
    assert checkers.overlaid.in_service == 1 and checkers.overlaid.problem
    save(overlays, EMPTY)
    checkers.look()
    assert checkers.overlaid.problem is None and checkers.overlaid.in_service == 3


def test_a_process_that_starts_on_a_broken_overlay_takes_the_one_before(folder, overlays, overlaid):
    save(overlays, GOOD)
    save(overlays, BROKEN)
    checkers = Checkers(folder, overlaid=overlaid)
    checkers.load_now()
    assert "insult/zebra" in rules(checkers) and overlaid.in_service == 1
    assert "tea" in overlaid.problem


def test_a_process_that_finds_only_broken_overlays_takes_the_shipped_policy(folder, overlays, overlaid):
    save(overlays, BROKEN)
    checkers = Checkers(folder, overlaid=overlaid)
    checkers.load_now()
    assert checkers.current().policy.version == load_policy().version
    assert overlaid.in_service == 0 and overlaid.problem


def test_a_promoted_version_is_taken_under_the_last_good_overlay(checkers, overlays, folder):
    save(overlays, GOOD)
    checkers.look()
    save(overlays, BROKEN)
    (folder / "new").write_text("2-0000000b")
    (folder / "new").replace(folder / "CURRENT")
    checkers.look()
    assert checkers.current().model_version == "2-0000000b" and "insult/zebra" in rules(checkers)


def test_a_database_that_is_away_changes_nothing(checkers, overlays, database):
    save(overlays, GOOD)
    checkers.look()
    with database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE overlays RENAME TO away")
    checkers.look()
    assert "insult/zebra" in rules(checkers) and checkers.overlaid.newest() == 1


def test_a_trained_version_that_is_refused_is_the_models_own_matter(folder, overlays):
    def refuse(_folder, _policy):
        raise ArtefactError("Version 1 was altered.")

    with pytest.raises(ArtefactError):
        Checkers(folder, overlaid=Overlaid(overlays, refuse)).load_now()


def test_a_release_whose_own_policy_is_broken_says_so(folder, overlays):
    def refuse(_folder, _policy):
        raise PolicyError("rules/a.toml is broken.")

    with pytest.raises(PolicyError, match=r"rules/a\.toml"):
        Checkers(folder, overlaid=Overlaid(overlays, refuse)).load_now()


def test_verdict_and_etag_carry_the_policy_of_the_overlay(checkers, overlays, config, database):
    app = create_app(config, checkers, database)
    app.test_client_class = Client
    client = app.test_client()
    employee = {"Authorization": f"Bearer {client.post('/v1/enroll', json={}).json['token']}"}
    before = client.get("/v1/policy", headers=employee)
    save(overlays, GOOD)
    checkers.look()
    after = client.get("/v1/policy", headers=employee | {"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200 and after.json["version"] != before.json["version"]
    checked = client.post("/v1/check", json={"text": "failing math", "site": "x.com", "kind": "post"}, headers=employee)
    assert checked.json["policy"] == after.json["version"]


def test_readiness_says_which_overlay_serves_and_that_one_was_refused(checkers, overlays, config, database):
    app = create_app(config, checkers, database)
    app.test_client_class = Client
    client = app.test_client()
    assert client.get("/v1/ready").json["overlay"] == {"in_service": 0, "newest": 0, "refused": False}
    save(overlays, GOOD)
    checkers.look()
    save(overlays, BROKEN)
    checkers.look()
    assert client.get("/v1/ready").json["overlay"] == {"in_service": 1, "newest": 2, "refused": True}

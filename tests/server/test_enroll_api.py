"""POST /v1/enroll: without a code on this machine alone, with a code everywhere else."""

import pytest

from server import create_app
from server.checking import Checkers
from server.config import from_environment
from tests.server.fakes import FakeChecker

CODE = "robin-walks-slowly"
DEPLOYED = {
    "FORETHOUGHT_HOST": "0.0.0.0",
    "FORETHOUGHT_PUBLIC_URL": "https://forethought.example.org",
    "FORETHOUGHT_ENROLL_CODE": CODE,
    "FORETHOUGHT_SECRET_KEY": "k" * 32,
}


def client_of(database, tmp_path, **environment):
    config = from_environment({"FORETHOUGHT_HOME": str(tmp_path)} | environment)
    return create_app(config, Checkers(tmp_path, checker=FakeChecker()), database).test_client()


def test_in_trial_mode_this_machine_needs_no_code(client):
    answer = client.post("/v1/enroll", json={})
    assert answer.status_code == 201 and len(answer.json["token"]) >= 40


def test_another_machine_is_not_enrolled_without_a_code(client):
    for address in ("192.0.2.7", "", "::ffff:192.0.2.7"):
        answer = client.post("/v1/enroll", json={}, environ_overrides={"REMOTE_ADDR": address})
        assert answer.status_code == 403


@pytest.mark.parametrize(
    "header",
    ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via"],
)
def test_behind_a_proxy_nobody_is_enrolled_without_a_code(client, header):
    answer = client.post("/v1/enroll", json={}, headers={header: "for=127.0.0.1"})
    assert answer.status_code == 403


def test_a_code_is_asked_for_when_one_is_set_even_on_this_machine(database, tmp_path):
    client = client_of(database, tmp_path, FORETHOUGHT_ENROLL_CODE=CODE)
    assert client.post("/v1/enroll", json={}).status_code == 403
    assert client.post("/v1/enroll", json={"code": "wrong é"}).status_code == 403
    assert client.post("/v1/enroll", json={"code": CODE}).status_code == 201


def test_a_deployed_service_answers_under_its_name_and_asks_for_the_code(database, tmp_path):
    client = client_of(database, tmp_path, **DEPLOYED)
    headers = {"Host": "forethought.example.org", "Origin": "https://forethought.example.org"}
    assert client.post("/v1/enroll", json={"code": CODE}, headers=headers).status_code == 201
    assert client.post("/v1/enroll", json={}, headers=headers).status_code == 403
    other = headers | {"Origin": "http://forethought.example.org"}
    assert client.post("/v1/enroll", json={"code": CODE}, headers=other).status_code == 403
    assert "Strict-Transport-Security" in client.get("/v1/health", headers=headers).headers
    assert client.get("/v1/health", headers={"Host": "0.0.0.0"}).status_code == 421


def test_codes_cannot_be_guessed_by_trying(database, tmp_path):
    client = client_of(database, tmp_path, **DEPLOYED)
    statuses = [client.post("/v1/enroll", json={"code": f"guess {n}"}).status_code for n in range(12)]
    assert statuses == [403] * 10 + [429] * 2
    late = client.post("/v1/enroll", json={"code": CODE})
    assert late.status_code == 429 and late.headers["Retry-After"] == "60"

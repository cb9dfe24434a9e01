"""/metrics: figures for Prometheus that add up over the server's processes, hold no text, and are not for everybody."""

import re

import pytest

from server import create_app
from server.checking import Checkers
from server.config import from_environment
from server.errors import ConfigError
from server.store.flags import Flags, NewFlag
from tests.server.conftest import wait_until
from tests.server.console import visitor
from tests.server.fakes import FakeChecker

TOKEN = "a long token for figures"
REACHABLE = {
    "FORETHOUGHT_PUBLIC_URL": "http://forethought.school.example",
    "FORETHOUGHT_ENROLL_CODE": "robin-walks-slowly",
    "FORETHOUGHT_SECRET_KEY": "k" * 32,
}


def count(text, route, status="200"):
    found = re.search(rf'forethought_requests_total{{method="\w+",route="{route}",status="{status}"}} (\S+)', text)
    return float(found[1]) if found else 0.0


def test_requests_are_counted_by_template_and_status_and_never_by_address(client, employee):
    client.get("/v1/flags/quillfeather", headers=employee)
    client.get("/quillfeather")
    client.post("/v1/check", json={"text": "quillfeather"}, headers=employee)
    client.open("/v1/check", method="QUILLFEATHER")
    text = client.get("/metrics").text
    assert count(text, "/v1/flags/<receipt>", "404") == 1 and count(text, "/v1/check") == 1
    assert count(text, "none", "404") == 1
    assert 'forethought_request_seconds_bucket{le="5.0",route="/v1/check"} 1.0' in text
    assert "quillfeather" not in text.lower()


def test_what_waits_and_what_is_in_service_is_told(client, database):
    Flags(database).add(NewFlag("[NAME 1] is great at chess", "right", (), [], "", "x.com"))
    text = client.get("/metrics").text
    assert 'forethought_waiting{what="examples"} 1.0' in text
    assert 'forethought_waiting{what="runs"} 0.0' in text and 'what="site_requests"} 0.0' in text
    assert 'forethought_version_info{model="1-0000000a",policy="test+00000001"} 1.0' in text


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via"])
def test_a_request_through_a_proxy_is_not_from_this_machine(client, header):
    assert client.get("/metrics", headers={header: "192.0.2.1"}).status_code == 401


def test_an_employee_token_does_not_open_it(client, employee):
    assert client.get("/metrics", headers=employee).status_code == 401


@pytest.mark.parametrize(
    ("given", "status"),
    [(None, 401), ("Bearer wrong", 401), (f"Bearer {TOKEN}", 200), (TOKEN, 401), ("Bearer é", 401)],
)
def test_where_others_reach_the_service_a_token_is_needed(tmp_path, database, given, status):
    config = from_environment(REACHABLE | {"FORETHOUGHT_HOME": str(tmp_path), "FORETHOUGHT_METRICS_TOKEN": TOKEN})
    app = create_app(config, Checkers(config.artefacts, checker=FakeChecker()), database)
    answer = visitor(app).get("/metrics", headers={"Authorization": given} if given else {})
    assert answer.status_code == status


def test_without_a_token_set_nobody_opens_it_there(tmp_path, database):
    config = from_environment(REACHABLE | {"FORETHOUGHT_HOME": str(tmp_path)})
    app = create_app(config, Checkers(config.artefacts, checker=FakeChecker()), database)
    assert visitor(app).get("/metrics", headers={"Authorization": "Bearer None"}).status_code == 401


def test_a_short_token_is_refused_with_one_sentence():
    with pytest.raises(ConfigError, match="METRICS_TOKEN"):
        from_environment({"FORETHOUGHT_METRICS_TOKEN": "short"})


def test_the_processes_of_a_server_add_up(service):
    service.token = ""
    for _ in range(30):
        service.ask("/v1/health")
    text = wait_until(lambda: _all(service.ask("/metrics").body.decode()))
    again = [service.ask("/metrics").body.decode() for _ in range(6)]
    assert {count(one, "/v1/health") for one in again} == {count(text, "/v1/health")}


def _all(text):
    return text if count(text, "/v1/health") >= 30 else None

"""Who may reach what: closed unless listed, right name, right page, right token."""

import time

import pytest

from server.access import DOORS, PRACTICE_SECONDS, Door, TokenBook, is_console
from server.config import EXTENSION_ORIGINS
from server.store.tokens import Tokens

TEXT = {"text": "hello"}
EXTENSION = EXTENSION_ORIGINS[0]
FIREFOX = "moz-extension://1b4f2c1e-8d3a-4c6b-9e2f-0a1b2c3d4e5f"


def every_route(app):
    """List the addresses outside the console; tests/server/test_console_access.py walks those inside."""
    for rule in app.url_map.iter_rules():
        if is_console(rule.rule):
            continue
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield method, rule.rule


def path_of(rule):
    return rule.replace("<path:filename>", "service.css").replace("<receipt>", "A" * 22)


def practice_token(client):
    return client.get("/practice/token").json["token"]


def test_the_list_of_doors_names_exactly_the_routes_that_exist(app):
    assert {f"{method} {rule}" for method, rule in every_route(app)} == set(DOORS)
    assert not any(is_console(address.split()[1]) for address in DOORS)


def test_every_route_but_the_open_ones_is_closed_without_a_token(app, client):
    for method, rule in every_route(app):
        status = client.open(path_of(rule), method=method, json={} if method == "POST" else None).status_code
        if DOORS[f"{method} {rule}"] in {Door.OPEN, Door.METRICS}:
            assert status in {200, 201}, (method, rule, status)
        else:
            assert status == 401, (method, rule, status)


def test_every_closed_route_stays_closed_for_a_wrong_token(app, client):
    for method, rule in every_route(app):
        if DOORS[f"{method} {rule}"] is Door.OPEN:
            continue
        for value in ("Bearer wrong", "Bearer ", "Basic d3Jvbmc6", "Bearer " + "é" * 9, "bearer\twrong", ""):
            answer = client.open(path_of(rule), method=method, headers={"Authorization": value})
            assert answer.status_code == 401, (method, rule, value)
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_route_that_nobody_listed_is_closed_to_everybody(app, client, database):
    app.add_url_rule("/v1/forgotten", view_func=lambda: "open")
    headers = {"Authorization": f"Bearer {Tokens(database).issue()}"}
    assert client.get("/v1/forgotten", headers=headers).status_code == 403
    assert client.get("/v1/forgotten").status_code == 403


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8787", "127.0.0.1.evil.example", "[::2]", "", "127.0.0.1@evil", "[bad"],
)
def test_a_name_that_is_not_ours_is_refused_on_every_route(app, client, employee, host):
    for method, rule in every_route(app):
        answer = client.open(path_of(rule), method=method, headers=employee | {"Host": host})
        assert answer.status_code in {400, 421}, (method, rule)
        assert host not in answer.text or not host


@pytest.mark.parametrize("host", ["127.0.0.1:8787", "localhost:8787", "[::1]:8787", "LOCALHOST"])
def test_names_of_this_machine_are_ours(client, host):
    assert client.get("/v1/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "http://127.0.0.1:3000",
        "https://127.0.0.1:8787",
        "http://localhost:8787",
        "chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        EXTENSION + ".evil.example",
        FIREFOX + ".evil.example",
        "moz-extension://*",
        "",
    ],
)
def test_another_page_is_refused_on_every_route_even_with_a_token(app, client, employee, origin):
    for method, rule in every_route(app):
        answer = client.open(path_of(rule), method=method, headers=employee | {"Origin": origin})
        assert answer.status_code == 403, (method, rule)
        assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("origin", [EXTENSION, FIREFOX, "http://127.0.0.1:8787", None])
def test_the_extension_the_own_pages_and_programs_may_ask(client, employee, origin):
    headers = employee | ({"Origin": origin} if origin else {})
    assert client.post("/v1/check", json=TEXT, headers=headers).status_code == 200


def test_a_write_from_another_site_without_origin_is_refused(client):
    for site in ("cross-site", "same-site"):
        assert client.post("/v1/enroll", json={}, headers={"Sec-Fetch-Site": site}).status_code == 403


def test_only_the_extension_may_read_across_origins(client):
    headers = {"Origin": EXTENSION, "Access-Control-Request-Method": "POST"}
    answer = client.options("/v1/check", headers=headers | {"Access-Control-Request-Headers": "authorization"})
    assert answer.headers["Access-Control-Allow-Origin"] == EXTENSION
    assert "Origin" in answer.headers["Vary"]
    refused = client.options("/v1/check", headers=headers | {"Origin": "https://evil.example"})
    assert refused.status_code == 403 and "Access-Control-Allow-Origin" not in refused.headers
    firefox = client.options("/v1/check", headers=headers | {"Origin": FIREFOX})
    assert firefox.headers["Access-Control-Allow-Origin"] == FIREFOX
    own = client.get("/v1/health", headers={"Origin": "http://127.0.0.1:8787"})
    assert "Access-Control-Allow-Origin" not in own.headers


def test_a_practice_token_checks_and_reads_the_policy_and_no_more(client):
    headers = {"Authorization": f"Bearer {practice_token(client)}"}
    assert client.post("/v1/check", json=TEXT, headers=headers).status_code == 200
    assert client.get("/v1/policy", headers=headers).status_code == 200
    assert client.post("/v1/flags", json=TEXT, headers=headers).status_code == 403
    assert client.get("/v1/flags/" + "A" * 22, headers=headers).status_code == 403


def test_a_practice_token_is_worth_nothing_to_another_origin(client):
    headers = {"Authorization": f"Bearer {practice_token(client)}", "Origin": EXTENSION}
    assert client.post("/v1/check", json=TEXT, headers=headers).status_code == 401


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_practice_token_is_renewed_from_the_same_origin_only(client, site):
    assert client.get("/practice/token", headers={"Sec-Fetch-Site": site}).status_code == 403
    assert client.get("/practice/token", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200


def test_a_practice_token_ends_after_fifteen_minutes(client, monkeypatch):
    headers = {"Authorization": f"Bearer {practice_token(client)}"}
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + PRACTICE_SECONDS - 2)
    assert client.post("/v1/check", json=TEXT, headers=headers).status_code == 200
    monkeypatch.setattr(time, "time", lambda: now + PRACTICE_SECONDS + 2)
    assert client.post("/v1/check", json=TEXT, headers=headers).status_code == 401


def test_a_practice_token_of_another_key_is_refused(database):
    ours, theirs = (TokenBook(Tokens(database), key * 32) for key in (b"a", b"b"))
    assert ours.is_practice(ours.issue_practice())
    assert not ours.is_practice(theirs.issue_practice())


def test_a_revoked_token_stops_opening_within_seconds(database, monkeypatch):
    tokens = Tokens(database)
    book = TokenBook(tokens, b"k" * 32)
    token = book.issue()
    assert book.is_employee(token)
    tokens.revoke(token)
    tokens.revoke("never handed out")
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 6)
    assert not book.is_employee(token)


def test_remembered_tokens_are_bounded(database, monkeypatch):
    monkeypatch.setattr("server.access.REMEMBERED_TOKENS", 3)
    book = TokenBook(Tokens(database), b"k" * 32)
    tokens = [book.issue() for _ in range(7)]
    assert all(book.is_employee(token) for token in tokens)
    assert len(book._good_until) <= 3


def test_tokens_are_kept_as_hashes_alone(employee, config):
    token = employee["Authorization"].split()[1]
    for path in config.home.iterdir():
        assert token.encode() not in path.read_bytes()

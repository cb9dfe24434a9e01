"""/v1/sites/requests and what /v1/policy says about sites, working hours and the hotline."""

import datetime
import sqlite3

import pytest

from server.store.settings import Settings
from server.store.sites import Sites
from server.store.tables.base import today

ASK = {
    "site": "facebook.com",
    "address": "https://www.facebook.com/groups/room12",
    "purpose": "Homework of room 12",
    "audience": "Parents of room 12",
    "moderator": "Ms. Okafor",
}


def ask(client, employee, **changes):
    return client.post("/v1/sites/requests", json=ASK | changes, headers=employee)


def read(client, employee, receipt):
    return client.get(f"/v1/sites/requests/{receipt}", headers=employee)


def put(config, sql, *values):
    with sqlite3.connect(config.home / "forethought.db") as connection:
        connection.execute(sql, values)


def approve(config, until):
    put(config, "UPDATE site_requests SET state = 'approved', until = ?", until.isoformat())


def policy(client, employee, tag=None):
    return client.get("/v1/policy", headers=employee | ({"If-None-Match": tag} if tag else {}))


def test_a_request_waits_and_its_receipt_is_the_only_way_back(client, employee, config):
    answer = ask(client, employee)
    assert answer.status_code == 201 and set(answer.json) == {"receipt"}
    status = read(client, employee, answer.json["receipt"])
    assert status.json["state"] == "waiting" and status.json["until"] is None
    assert status.json["message"].endswith(".")
    with sqlite3.connect(config.home / "forethought.db") as connection:
        kept = str(connection.execute("SELECT * FROM site_requests").fetchall())
    assert answer.json["receipt"] not in kept and employee["Authorization"].split()[1] not in kept


@pytest.mark.parametrize("receipt", ["x", "A" * 22, "A" * 500, "%00", "é"])
def test_an_unknown_receipt_is_not_found(client, employee, receipt):
    assert read(client, employee, receipt).status_code == 404


@pytest.mark.parametrize(
    "changes",
    [
        {"site": "facebook"},
        {"site": "https://facebook.com"},
        {"site": "a b.com"},
        {"site": ""},
        {"address": "http://facebook.com/groups/1"},
        {"address": "javascript:alert(1)"},
        {"address": "https://elsewhere.example/groups/1"},
        {"address": "https://notfacebook.com/groups/1"},
        {"address": "https://facebook.com@elsewhere.example/"},
        {"address": "https://someone:word@facebook.com/"},
        {"address": "https://[facebook.com/"},
        {"address": "https://facebook.com:99999/"},
        {"address": "https://facebook.com/" + "a" * 500},
        {"purpose": ""},
        {"purpose": "p" * 501},
        {"audience": "a" * 201},
        {"moderator": 7},
        {"name": "Ms. Okafor"},
    ],
)
def test_requests_that_do_not_fit_are_refused(client, employee, changes):
    assert ask(client, employee, **changes).status_code == 422


def test_a_flood_of_requests_is_told_to_stop(client, employee, monkeypatch):
    monkeypatch.setattr("server.store.sites.MAX_OPEN", 2)
    assert [ask(client, employee).status_code for _ in range(3)] == [201, 201, 429]


def test_a_question_is_answered_under_the_same_receipt(client, employee, config):
    receipt = ask(client, employee).json["receipt"]
    put(config, "UPDATE site_requests SET state = 'question', message = 'Who reads the comments?'")
    assert read(client, employee, receipt).json["message"] == "Who reads the comments?"
    assert ask(client, employee, follows=receipt, moderator="Two of us").json == {"receipt": receipt}
    assert read(client, employee, receipt).json["state"] == "waiting"
    assert ask(client, employee, follows=receipt).status_code == 404
    assert ask(client, employee, follows="A" * 22).status_code == 404


def test_the_register_follows_what_was_approved_and_its_last_day(client, employee, config):
    receipt = ask(client, employee).json["receipt"]
    before = policy(client, employee)
    assert before.json["sites"] == {"listed": [], "never": [], "register": []}
    approve(config, today())
    after = policy(client, employee, before.headers["ETag"])
    assert after.status_code == 200
    assert after.json["sites"]["register"] == [
        {"site": "facebook.com", "address": ASK["address"], "until": today().isoformat()}
    ]
    assert policy(client, employee, after.headers["ETag"]).status_code == 304
    approve(config, today() - datetime.timedelta(days=1))
    assert policy(client, employee, after.headers["ETag"]).json["sites"]["register"] == []
    assert read(client, employee, receipt).json["state"] == "expired"


def test_lists_hours_and_hotline_change_the_etag(client, employee, config):
    first = policy(client, employee)
    assert first.json["schedule"] is None and first.json["hotline"] is None
    put(config, "INSERT INTO site_lists VALUES ('never', 'bank.example', 'd', '2026-01-01')")
    put(config, "INSERT INTO site_lists VALUES ('listed', 'forum.example', 'd', '2026-01-01')")
    second = policy(client, employee, first.headers["ETag"])
    assert second.json["sites"]["never"] == ["bank.example"]
    assert second.json["sites"]["listed"] == ["forum.example"]
    hotline = '{"name": "State line", "phone": "512-555-0100", "link": null}'
    put(config, "INSERT INTO settings VALUES ('hotline', ?, 'd', '2026-01-01', 1)", hotline)
    third = policy(client, employee, second.headers["ETag"])
    assert third.json["hotline"] == {"name": "State line", "phone": "512-555-0100", "link": None}
    assert len({one.headers["ETag"] for one in (first, second, third)}) == 3


def test_an_empty_store_has_nothing_to_publish(database):
    published = Sites(database).published()
    assert (published.listed, published.never, published.register) == ((), (), ())
    assert Settings(database).values("schedule") == {"schedule": None}
    assert Sites(database).find("nothing") is None

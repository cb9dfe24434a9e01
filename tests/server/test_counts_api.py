"""POST /v1/counts: sums of a week, and nothing that says who."""

import datetime
import sqlite3
import threading

import pytest

from server.store.counts import Count, Counts, week_of
from server.store.tables.base import today

ONE = {"site": "facebook.com", "label": "student_info", "clause": "confidentiality", "event": "shown", "count": 3}


def send(client, employee, *counts, day=None):
    body = {"day": (day or today()).isoformat(), "counts": list(counts)}
    return client.post("/v1/counts", json=body, headers=employee)


def rows(config):
    with sqlite3.connect(config.home / "forethought.db") as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute("SELECT * FROM counts ORDER BY event, week")]


def test_counts_of_a_week_are_added_up_and_hold_numbers_only(client, employee, config):
    monday = week_of(today())
    assert send(client, employee, ONE, ONE, ONE | {"event": "edited"}).status_code == 204
    answer = send(client, employee, ONE, day=monday)
    assert answer.status_code == 204 and answer.data == b""
    edited, shown = rows(config)
    assert shown == {key: ONE[key] for key in ("site", "label", "clause", "event")} | {
        "week": monday.isoformat(),
        "count": 9,
    }
    assert edited["count"] == 3
    assert set(shown) == {"week", "site", "label", "clause", "event", "count"}


def test_two_browsers_at_once_lose_no_count(database, config):
    counts = Counts(database)
    both = [Count("x.com", "insult", "respect", event, 2) for event in ("shown", "posted")]
    threads = [
        threading.Thread(target=lambda turn=turn: counts.add(today(), both[:: 1 if turn % 2 else -1]))
        for turn in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [row["count"] for row in rows(config)] == [16, 16]


def test_what_the_policy_does_not_have_is_left_out(client, employee, config):
    unknown = [ONE | {"label": "gossip"}, ONE | {"clause": "another"}]
    assert send(client, employee, *unknown).status_code == 204
    assert rows(config) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"count": 0},
        {"count": -1},
        {"count": 10_001},
        {"count": 1.5},
        {"count": "3"},
        {"count": True},
        {"event": "read"},
        {"site": "what I wrote"},
        {"label": "Not A Label"},
        {"clause": ""},
        {"text": "what I wrote"},
    ],
)
def test_counts_that_do_not_fit_are_refused_and_none_is_kept(client, employee, config, changes):
    answer = send(client, employee, ONE, ONE | changes)
    assert answer.status_code == 422 and "what I wrote" not in answer.text
    assert rows(config) == []


@pytest.mark.parametrize("counts", [[], [ONE] * 501])
def test_a_batch_has_bounds(client, employee, counts):
    assert send(client, employee, *counts).status_code == 422


@pytest.mark.parametrize("days", [-400, -92, 2, 4_000])
def test_a_day_of_a_wrong_clock_is_refused(client, employee, config, days):
    answer = send(client, employee, ONE, day=today() + datetime.timedelta(days=days))
    assert answer.status_code == 422 and answer.json["errors"][0]["field"] == "day"
    assert rows(config) == []


@pytest.mark.parametrize("day", ["2026-02-30", "yesterday", 20260301, None, "2026-W10-1"])
def test_a_day_that_is_none_is_refused(client, employee, day):
    assert client.post("/v1/counts", json={"day": day, "counts": [ONE]}, headers=employee).status_code == 422


@pytest.mark.parametrize("days", [-91, 0, 1])
def test_days_of_a_late_browser_and_of_another_time_zone_are_taken(client, employee, days):
    assert send(client, employee, ONE, day=today() + datetime.timedelta(days=days)).status_code == 204

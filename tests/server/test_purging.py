"""Retention: what is past its limit goes, what is held stays, and the purge log says so."""

import datetime
import sqlite3

import pytest

from server import cli
from server.jobs import Queue
from server.jobs.training import Training
from server.jobs.worker import Worker
from server.store import purging
from server.store.counts import Count, Counts
from server.store.flags import Flags, NewFlag
from server.store.runs import Runs
from server.store.sites import NewRequest, Sites
from server.store.tables.base import today

ASK = NewRequest("x.com", "https://x.com/room12", "Homework", "Parents", "Ms. Okafor")
DAYS = {"flags": "100", "withdrawn": "10", "counts": "100", "requests": "100", "sessions": "5"}


@pytest.fixture
def services(app):
    return app.extensions["forethought.services"]


@pytest.fixture
def sql(config):
    def run(statement, *values):
        with sqlite3.connect(config.home / "forethought.db") as connection:
            return connection.execute(statement, values).fetchall()

    return run


def ago(days):
    return (today() - datetime.timedelta(days=days)).isoformat()


def purge(services):
    return purging.purge(services.database, services.settings, services.audit)


def limit(director, **days):
    kept = director.get("/admin/records/retention").text
    revision = kept.partition('name="revision" value="')[2].partition('"')[0]
    return director.post("/admin/records/retention", data=DAYS | {"revision": revision} | days)


def test_examples_go_with_all_that_hangs_on_them_and_held_ones_stay(services, database, config, sql):
    flags = Flags(database)
    old, held, young = (flags.add(NewFlag(f"quill{n}feather is old", "right", (), [], "", "x.com")) for n in range(3))
    assert all(flags.find(one) for one in (old, held, young))
    sql("UPDATE flags SET day = ?, decided_on = NULL WHERE text != 'quill2feather is old'", ago(1096))
    sql("UPDATE flags SET held = 1 WHERE text = 'quill1feather is old'")
    (number,) = sql("SELECT id FROM flags WHERE text = 'quill0feather is old'")[0]
    sql("INSERT INTO proposals (flag_id, rule, label, start, end, state, reason, actor, made_on)"
        " VALUES (?, 'r', 'l', 0, 1, 'waiting', '', '', '2026-01-01')", number)  # fmt: skip
    assert purge(services)["flags"] == 1
    assert flags.find(old) is None and flags.find(held) and flags.find(young)
    content = b"".join(path.read_bytes() for path in config.home.iterdir() if path.is_file())
    assert b"quill0feather" not in content and b"quill1feather" in content


def test_an_example_is_kept_from_the_day_it_was_settled(services, database, sql):
    Flags(database).add(NewFlag("settled lately", "right", (), [], "", "x.com"))
    sql("UPDATE flags SET day = ?, decided_on = ?", ago(2000), ago(3))
    assert purge(services)["flags"] == 0


def test_every_other_kind_goes_by_its_limit(services, database, sql, sign_in):
    flags, sites, counts = Flags(database), Sites(database), Counts(database)
    flags.withdraw(flags.add(NewFlag("gone", "right", (), [], "", "x.com")))
    sql("UPDATE flags SET day = ?", ago(366))
    for state, column in (("refused", "decided_on"), ("approved", "until"), ("waiting", "asked_on")):
        sites.ask(ASK)
        sql(f"UPDATE site_requests SET state = ?, {column} = ? WHERE decided_on IS NULL AND until IS NULL"
            " AND asked_on = ?", state, ago(1096), today().isoformat())  # fmt: skip
    sites.ask(ASK)
    for days in (0, 800):
        counts.add(today() - datetime.timedelta(days=days), [Count("x.com", "insult", "respect", "shown", 5)])
    sign_in("director")
    sql("UPDATE sessions SET seen_at = ?", f"{ago(40)} 00:00:00.000000")
    sql("INSERT INTO attempts VALUES ('who', 1, ?)", f"{ago(40)} 00:00:00.000000")
    assert purge(services) == {"flags": 0, "withdrawn": 1, "counts": 1, "requests": 3, "sessions": 2}
    assert sql("SELECT count(*) FROM site_requests") == [(1,)] and sql("SELECT count(*) FROM counts") == [(1,)]
    assert set(purge(services).values()) == {0}


def test_more_than_a_batch_goes_in_one_purge(services, database, sql, monkeypatch):
    monkeypatch.setattr(purging, "_BATCH", 3)
    flags = Flags(database)
    for turn in range(8):
        flags.add(NewFlag(f"number {turn}", "right", (), [], "", "x.com"))
    sql("UPDATE flags SET day = ?", ago(2000))
    assert purge(services)["flags"] == 8


def test_a_purge_is_logged_with_the_limits_and_one_of_nothing_is_not(director, services, database, sql):
    purge(services)
    assert "Nothing was past its limit yet" in director.get("/admin/records/retention").text
    Flags(database).add(NewFlag("old", "right", (), [], "", "x.com"))
    sql("UPDATE flags SET day = ?", ago(101))
    assert limit(director).status_code == 302
    page = director.post("/admin/records/retention/purge", follow_redirects=True).text
    assert "1 record was past the limit" in page and "Examples and decisions: 1, past 100 days" in page
    acts = [one.action for one in services.audit.latest()]
    assert acts == ["records.purged", "retention.changed"]


@pytest.mark.parametrize("days", ["", "0", "29", "3651", "-100", "ten", "1.5", "²²²"])
def test_limits_out_of_bounds_are_sent_back_and_nothing_is_kept(director, services, days):
    answer = limit(director, flags=days)
    assert answer.status_code == 422 and "from 30 to 3,650" in answer.text
    assert purging.limits(services.settings)["flags"] == 1095


def test_a_stale_tab_changes_no_limit(director, services):
    limit(director)
    answer = director.post("/admin/records/retention", data=DAYS | {"flags": "300", "revision": "0"})
    assert answer.status_code == 409 and "Robin Director changed this" in answer.text and 'value="300"' in answer.text
    assert purging.limits(services.settings)["flags"] == 100


def test_an_auditor_sees_the_limits_and_changes_none(auditor):
    assert "Purge now" not in auditor.get("/admin/records/retention").text
    assert auditor.post("/admin/records/retention", data=DAYS).status_code == 403
    assert auditor.post("/admin/records/retention/purge").status_code == 403


def test_the_command_says_what_it_deleted(database, config, sql, monkeypatch, capsys):
    monkeypatch.setenv("FORETHOUGHT_HOME", str(config.home))
    monkeypatch.delenv("FORETHOUGHT_DATABASE_URL", raising=False)
    assert cli.main(["purge"]) == 0
    assert "Nothing is past its limit." in capsys.readouterr().out
    Flags(database).add(NewFlag("old", "right", (), [], "", "x.com"))
    sql("UPDATE flags SET day = ?", ago(2000))
    assert cli.main(["purge"]) == 0
    assert "Deleted: Examples and decisions: 1." in capsys.readouterr().out


def test_a_worker_purges_once_a_day(tmp_path):
    queue, purged = Queue(f"sqlite:///{tmp_path / 'queue.db'}"), []
    queue.daily("purge", lambda: purged.append("now"))
    (task,) = queue.huey._registry.periodic_tasks
    due = [hour for hour in range(24) if task.validate_datetime(datetime.datetime(2026, 3, 2, hour, 17))]
    assert due == [9]
    queue.huey.enqueue(task)
    queue.huey.execute(queue.huey.dequeue())
    assert purged == ["now"]


def test_a_purge_that_fails_stops_no_worker(tmp_path, config, database):
    def fail():
        raise OSError("full disk")

    queue = Queue(f"sqlite:///{tmp_path / 'queue.db'}")
    worker = Worker(
        runs=Runs(database),
        queue=queue,
        training=Training(config.artefacts),
        decided=list,
        home=config.home,
        purge=fail,
    )
    worker.purge()

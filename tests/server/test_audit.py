"""The audit log: append-only, each row sealed with the one before; any change to it is noticed."""

import threading

import pytest

from server import cli
from server.store.audit import Audit

CHANGES = [
    "UPDATE audit SET actor = 'someone-else@school.example' WHERE number = 2",
    "UPDATE audit SET action = 'flag.dismissed' WHERE number = 2",
    "UPDATE audit SET subject = 'flag:9' WHERE number = 2",
    """UPDATE audit SET detail = '{"labels": 2}' WHERE number = 2""",
    "UPDATE audit SET at = '2020-01-01 00:00:00' WHERE number = 2",
    "UPDATE audit SET hash = (SELECT hash FROM audit WHERE number = 1) WHERE number = 2",
    "DELETE FROM audit WHERE number = 2",
]


@pytest.fixture
def audit(database):
    log = Audit(database)
    for number in range(1, 6):
        with database.writing() as session:
            log.note(
                session,
                actor="robin@school.example",
                action="flag.decided",
                subject=f"flag:{number}",
                detail={"labels": 1},
            )
    return log


def test_what_was_written_is_shown_newest_first(audit):
    assert [one.subject for one in audit.latest()] == [f"flag:{number}" for number in (5, 4, 3, 2, 1)]
    assert [one.number for one in audit.latest(2, before=4)] == [3, 2]
    assert audit.latest()[0].detail == {"labels": 1}
    assert audit.broken_at() is None


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_to_a_row_is_noticed_where_it_was_made(audit, database, change):
    with database.engine.begin() as connection:
        connection.exec_driver_sql(change)
    assert audit.broken_at() == 2


def test_rows_cut_off_at_the_end_change_the_seal(audit, database):
    before = audit.last()
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM audit WHERE number = 5")
    assert audit.broken_at() is None and audit.last() != before


def test_an_act_that_failed_leaves_no_record(audit, database):
    class FailedError(Exception):
        pass

    def fail():
        with database.writing() as session:
            audit.note(session, actor="a", action="run.started", subject="run:1")
            raise FailedError

    with pytest.raises(FailedError):
        fail()
    assert audit.last()[0] == 5 and audit.broken_at() is None


def test_writers_side_by_side_make_one_chain(audit, database):
    def write():
        for _ in range(5):
            with database.writing() as session:
                audit.note(session, actor="a", action="rule.edited", subject="rule:x")

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert audit.last()[0] == 25 and audit.broken_at() is None


def test_the_command_says_whether_the_chain_holds(audit, database, config, monkeypatch, capsys):
    monkeypatch.setenv("FORETHOUGHT_HOME", str(config.home))
    assert cli.main(["audit", "--verify"]) == 0
    assert f"5 rows, sealed by {audit.last()[1]}" in capsys.readouterr().out
    with database.engine.begin() as connection:
        connection.exec_driver_sql(CHANGES[0])
    assert cli.main(["audit", "--verify"]) == 1
    assert "altered at row 2" in capsys.readouterr().out

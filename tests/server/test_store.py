"""What is kept and how: migrations equal the tables, settings that lose nothing, deletion that deletes."""

import random
import sqlite3
import string
import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from server.errors import StoreError
from server.store import Database
from server.store.flags import Flags, NewFlag
from server.store.migrate import is_current, migrate
from server.store.tables import Base


def example(text="[NAME 1] is great at chess", note=""):
    return NewFlag(text, "right", ("insult",), [{"label": "insult", "spans": [(0, 8)]}], note, "x.com")


def test_migrating_from_empty_makes_exactly_the_tables_of_the_models(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'new.db'}")
    assert not is_current(database)
    assert migrate(database) == migrate(database)
    assert is_current(database)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_database_of_a_newer_release_is_refused_with_one_sentence(database):
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert not is_current(database)
    with pytest.raises(StoreError, match="newer release"):
        migrate(database)


@pytest.mark.parametrize(
    ("url", "word"),
    [("nonsense", "DATABASE_URL"), ("postgresql+nodriver://h/d", "DATABASE_URL"), ("oracle://h/d", "driver")],
)
def test_an_address_that_cannot_be_used_is_refused_with_one_sentence(url, word):
    with pytest.raises(StoreError, match=word) as caught:
        Database(url)
    assert str(caught.value).endswith(".")


def test_a_folder_that_does_not_exist_is_refused_with_one_sentence(tmp_path):
    with pytest.raises(StoreError, match="cannot be opened"):
        migrate(Database(f"sqlite:///{tmp_path / 'missing' / 'forethought.db'}"))


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("busy_timeout", 5000),
        ("foreign_keys", 1),
        ("secure_delete", 1),
    ],
)
def test_every_connection_has_the_settings_that_lose_nothing(database, pragma, value):
    for options in ({}, {"writes": True}):
        with database.engine.execution_options(**options).connect() as connection:
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value


def test_a_writer_takes_the_lock_at_once_and_a_reader_does_not(database, config):
    other = sqlite3.connect(config.home / "forethought.db", timeout=0, isolation_level=None)
    with database.reading() as session:
        session.connection()
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    with database.writing() as session:
        session.connection()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.close()


def test_writers_side_by_side_wait_for_each_other(database):
    flags, receipts = Flags(database), []
    threads = [
        threading.Thread(target=lambda: receipts.extend(flags.add(example()) for _ in range(10))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(receipts) == 60 and all(flags.find(receipt) for receipt in receipts)


def test_a_failed_write_leaves_nothing_behind(database):
    class UnkeepableError(Exception):
        pass

    def fail():
        with database.writing() as session:
            session.connection().exec_driver_sql(
                "INSERT INTO tokens (token_hash, enrolled_on, revoked) VALUES ('h', '2026-01-01', 0)"
            )
            raise UnkeepableError

    with pytest.raises(UnkeepableError):
        fail()
    with database.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM tokens").scalar_one() == 0


def test_withdrawn_texts_of_any_length_are_in_no_file(database, config):
    dice = random.Random(7)
    flags, kept = Flags(database), {}
    for _ in range(150):
        word = "".join(dice.choices(string.ascii_lowercase, k=24))
        receipt = flags.add(example(text=word * dice.choice([1, 3, 20, 90, 400]), note=word[::-1]))
        kept[receipt] = word
    order = dice.sample(sorted(kept), k=120)
    for receipt in order:
        flags.withdraw(receipt)
    content = b"".join(path.read_bytes() for path in config.home.iterdir() if path.is_file())
    gone = [kept[receipt] for receipt in order]
    assert [word for word in gone if word.encode() in content or word[::-1].encode() in content] == []
    assert all(word.encode() in content for receipt, word in kept.items() if receipt not in order)


def test_sql_errors_do_not_quote_what_was_to_be_stored(database):
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE flags")
    with pytest.raises(Exception, match="no such table") as caught:
        Flags(database).add(example("quillfeather"))
    assert "quillfeather" not in str(caught.value)

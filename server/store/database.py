"""Connections and transactions, on SQLite by default and on PostgreSQL by URL."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from server.errors import StoreError

BUSY_MILLISECONDS = 5_000

_log = structlog.get_logger()

# WAL with FULL synchronous: an acknowledged row survives a killed process and a power cut. secure_delete
# overwrites what is deleted with zeros.
_PRAGMAS = (
    f"busy_timeout = {BUSY_MILLISECONDS}",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
)


class Database:
    """One database; holds a pool of connections per process.

    Parameters
    ----------
    url : str
        An SQLAlchemy URL: `sqlite:///path` or `postgresql+psycopg://...`.

    Raises
    ------
    StoreError
        When the URL cannot be used or its driver is not installed.
    """

    def __init__(self, url: str) -> None:
        try:
            parsed = make_url(url)
            # hide_parameters keeps what is stored out of every error message.
            self.engine = create_engine(parsed, hide_parameters=True, pool_pre_ping=parsed.drivername != "sqlite")
        except ArgumentError:
            raise StoreError(
                "FORETHOUGHT_DATABASE_URL cannot be read: write it like sqlite:///forethought.db."
            ) from None
        except ModuleNotFoundError as missing:
            raise StoreError(f"The database driver {missing.name} is not installed: install it with pip.") from None
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that only reads."""
        with Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a session that writes, and commit it.

        It takes SQLite's write lock at once: a transaction that reads first and asks for the lock later fails
        under load.
        """
        with Session(self.engine.execution_options(writes=True)) as session, session.begin():
            yield session

    def take_turn(self, session: Session, turn: int) -> None:
        """Let one transaction with this number go on at a time, until it ends. SQLite has one writer anyway."""
        if not self.is_sqlite:
            session.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": turn})

    def check(self) -> None:
        """Ask the database for one row; StoreError when it does not answer or was not migrated."""
        try:
            with self.reading() as session:
                session.execute(text("SELECT 1 FROM flags WHERE 1 = 0"))
        except SQLAlchemyError:
            raise StoreError("The database cannot be used: run `python -m server migrate`.") from None

    def erase_traces(self) -> None:
        """Empty SQLite's write-ahead log, so that what was deleted is in no file any more."""
        if not self.is_sqlite:
            return
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()
        if busy:
            _log.warning("erase_delayed", why="a reader held the write-ahead log; the next erasure empties it")

    def forget_connections(self) -> None:
        """Drop connections inherited from the parent process without closing them under it."""
        self.engine.dispose(close=False)

    def close(self) -> None:
        """Close every connection of this process."""
        self.engine.dispose()


def _prepare_sqlite(connection: Any, _record: ConnectionPoolEntry) -> None:
    # The driver's own transaction handling is switched off: _begin says when one starts, and how.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

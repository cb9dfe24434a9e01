"""The history of the gate's lists and limits: versions are added, never changed, and an old one can be restored."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from server.store.audit import Audit
from server.store.database import Database
from server.store.tables.gate import GateRow

Content = dict[str, Any]
_LONGEST = 300
# A number of our own, under which PostgreSQL lets one transaction at a time add a version.
_LOCK = 3_908_222


@dataclass(frozen=True, slots=True)
class GateVersion:
    """One version: its number, who made it when, and what was done."""

    version: int
    at: datetime.datetime
    actor: str
    what: str


class StaleGateError(Exception):
    """Somebody else changed the gate first; nothing was saved. `other` is their version."""

    def __init__(self, other: GateVersion) -> None:
        super().__init__(f"changed in version {other.version}")
        self.other = other


class Gates:
    """Every version of one district's gate."""

    def __init__(self, database: Database, audit: Audit) -> None:
        self._database = database
        self._audit = audit

    def newest(self) -> int:
        """Return the number of the newest version, 0 while the gate is as shipped."""
        with self._database.reading() as session:
            row = _newest(session)
            return row.version if row else 0

    def history(self, limit: int = 50) -> Sequence[GateVersion]:
        """List the newest versions, newest first."""
        query = select(GateRow.version, GateRow.at, GateRow.actor, GateRow.what).order_by(GateRow.version.desc())
        with self._database.reading() as session:
            return [GateVersion(*row) for row in session.execute(query.limit(limit))]

    def read(self, version: int) -> Content | None:
        """Return the content of one version; None for a number that was never given."""
        with self._database.reading() as session:
            row = session.get(GateRow, version)
            return dict(row.content) if row else None

    def save(
        self,
        change: Callable[[], Content],
        write: Callable[[Content], None],
        *,
        actor: str,
        what: str,
        seen: int | None = None,
    ) -> int:
        """Make a new version of what `change` returns, and hand it to `write`; returns its number.

        Row, audit and files stand or fall together: where `write` fails nothing is kept. `change` runs while nobody
        else can change the gate.

        Parameters
        ----------
        seen : int, optional
            The version that the person saw; another newest one raises StaleGateError.
        """
        with self._database.writing() as session:
            if not self._database.is_sqlite:  # SQLite has one writer at a time anyway
                session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
            newest = _newest(session)
            if seen is not None and newest is not None and newest.version != seen:
                raise StaleGateError(GateVersion(newest.version, newest.at, newest.actor, newest.what))
            content = change()
            number = newest.version + 1 if newest else 1
            session.add(GateRow(version=number, content=content, actor=actor[:254], what=what[:_LONGEST]))
            self._audit.note(
                session, actor=actor, action="gate.edited", subject=f"version {number}", detail={"what": what}
            )
            write(content)
        return number


def _newest(session: Session) -> GateRow | None:
    return session.scalar(select(GateRow).order_by(GateRow.version.desc()).limit(1))

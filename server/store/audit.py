"""The audit log: who did what, append-only, each row chained to the one before by its hash."""

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.store.database import Database
from server.store.tables.audit import AuditRow
from server.store.tables.moment import now

FIRST = "0" * 64
_TURN = 3_908_221
_BATCH = 1_000
_NOTHING: Mapping[str, str | int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class AuditView:
    """One act, as it is shown."""

    number: int
    at: datetime.datetime
    actor: str
    action: str
    subject: str
    detail: Mapping[str, Any]
    hash: str


class Audit:
    """The audit log of one district. Never holds a draft or a flagged text."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(
        self, session: Session, *, actor: str, action: str, subject: str, detail: Mapping[str, str | int] = _NOTHING
    ) -> None:
        """Add one act to the log, in the caller's transaction: act and record stand or fall together."""
        self._database.take_turn(session, _TURN)
        session.flush()
        last = session.execute(
            select(AuditRow.number, AuditRow.hash).order_by(AuditRow.number.desc()).limit(1)
        ).one_or_none()
        row = AuditRow(
            number=last.number + 1 if last else 1,
            at=now(),
            actor=actor[:254],
            action=action,
            subject=subject[:254],
            detail=json.dumps(dict(detail), ensure_ascii=False, sort_keys=True),
        )
        row.hash = _seal(last.hash if last else FIRST, row)
        session.add(row)
        session.flush()

    def latest(self, limit: int = 100, before: int | None = None) -> Sequence[AuditView]:
        """List acts, newest first."""
        query = select(AuditRow).order_by(AuditRow.number.desc()).limit(limit)
        if before is not None:
            query = query.where(AuditRow.number < before)
        with self._database.reading() as session:
            return [_view(row) for row in session.scalars(query)]

    def newest_about(self, subject: str) -> AuditView | None:
        """Return the newest act on a subject: who changed it, and when."""
        query = select(AuditRow).where(AuditRow.subject == subject).order_by(AuditRow.number.desc()).limit(1)
        with self._database.reading() as session:
            row = session.scalar(query)
            return None if row is None else _view(row)

    def broken_at(self) -> int | None:
        """Return the number of the first row that was altered, moved or removed; None when the chain holds.

        Rows cut off at the end leave no gap: compare the last hash with one that was written down elsewhere.
        """
        expected, before = 1, FIRST
        for row in self._rows():
            if row.number != expected or row.hash != _seal(before, row):
                return expected
            expected, before = expected + 1, row.hash
        return None

    def last(self) -> tuple[int, str]:
        """Return the number of rows and the hash that seals them all."""
        newest = self.latest(1)
        return (newest[0].number, newest[0].hash) if newest else (0, FIRST)

    def _rows(self) -> Iterator[AuditRow]:
        with self._database.reading() as session:
            yield from session.scalars(select(AuditRow).order_by(AuditRow.number).execution_options(yield_per=_BATCH))


def _seal(before: str, row: AuditRow) -> str:
    at = row.at.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    fields = [before, row.number, at, row.actor, row.action, row.subject, row.detail]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def _view(row: AuditRow) -> AuditView:
    return AuditView(row.number, row.at, row.actor, row.action, row.subject, json.loads(row.detail), row.hash)

"""What a records request is answered from: examples, decisions, and the audit log, as rows. Never an author."""

import datetime
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, or_, select

from server.store.audit import AuditView
from server.store.database import Database
from server.store.tables.audit import AuditRow
from server.store.tables.flags import Flag
from server.store.tables.records import Hold, Seal
from server.store.tables.reviews import Decision

Row = dict[str, Any]
_BATCH = 500
_SEARCHED = (AuditRow.actor, AuditRow.action, AuditRow.subject)
FLAG_COLUMNS = (
    "number day site kind state named text note outcome decided_on labels notices reply version held sealed sealed_why"
).split()
DECISION_COLUMNS = "example reader verdict labels notices reason reply at".split()
AUDIT_COLUMNS = "number at actor action subject detail hash".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Which records are asked for: from and to a day, both included; one example when its number is given."""

    first: datetime.date | None = None
    last: datetime.date | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One example as the records show it; a sealed one has no text."""

    number: int
    revision: int
    day: datetime.date
    kind: str
    state: str
    text: str
    held: str | None
    sealed: str | None


class Records:
    """The records of one district, for reading."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def examples(self, span: Span, limit: int = 100) -> list[Kept]:
        """List examples, newest first, held and sealed ones among them."""
        query = (
            select(Flag, Hold.reason, Seal.reason)
            .outerjoin(Hold, Hold.flag_id == Flag.id)
            .outerjoin(Seal, Seal.flag_id == Flag.id)
        )
        query = _within(query.where(Flag.state != "withdrawn"), span).order_by(Flag.day.desc(), Flag.id).limit(limit)
        with self._database.reading() as session:
            return [
                Kept(
                    number=row.id,
                    revision=row.revision,
                    day=row.day,
                    kind=row.kind,
                    state=row.state,
                    text="" if row.sealed else row.text,
                    held=(held or "") if row.held else None,
                    sealed=sealed if row.sealed else None,
                )
                for row, held, sealed in session.execute(query)
            ]

    def flags(self, span: Span) -> Iterator[Row]:
        """Yield examples for an export; the words of sealed ones are left out."""
        query = _within(select(Flag, Seal.reason).outerjoin(Seal, Seal.flag_id == Flag.id), span)
        with self._database.reading() as session:
            for row, why in session.execute(query.order_by(Flag.day, Flag.id).execution_options(yield_per=_BATCH)):
                values = (row.id, row.day, row.site, row.kind, row.state, row.labels)
                words = ("", "") if row.sealed else (row.text, row.note)
                decided = (row.outcome, row.decided_on, row.final_labels, row.final_notices, row.reply, row.model)
                yield dict(zip(FLAG_COLUMNS, (*values, *words, *decided, row.held, row.sealed, why or ""), strict=True))

    def decisions(self, span: Span) -> Iterator[Row]:
        """Yield what readers decided, reader by reader."""
        query = _within(select(Decision).join(Flag, Flag.id == Decision.flag_id), span)
        with self._database.reading() as session:
            for one in session.scalars(query.order_by(Decision.id).execution_options(yield_per=_BATCH)):
                said = (one.flag_id, one.reader, one.verdict, one.labels, one.notices, one.reason, one.reply, one.at)
                yield dict(zip(DECISION_COLUMNS, said, strict=True))

    def acts(self, words: str, span: Span, *, before: int | None = None, limit: int = 50) -> Sequence[AuditView]:
        """List acts of the audit log, newest first, whose actor, action or subject holds `words`."""
        with self._database.reading() as session:
            query = _acts(words, span).order_by(AuditRow.number.desc()).limit(limit)
            if before is not None:
                query = query.where(AuditRow.number < before)
            return [_act(row) for row in session.scalars(query)]

    def log(self, words: str, span: Span) -> Iterator[Row]:
        """Yield acts of the audit log for an export, oldest first."""
        with self._database.reading() as session:
            query = _acts(words, span).order_by(AuditRow.number).execution_options(yield_per=_BATCH)
            for row in session.scalars(query):
                yield {name: getattr(row, name) for name in AUDIT_COLUMNS}


def _within(query: Any, span: Span) -> Any:
    if span.number is not None:
        query = query.where(Flag.id == span.number)
    if span.first is not None:
        query = query.where(Flag.day >= span.first)
    if span.last is not None:
        query = query.where(Flag.day <= span.last)
    return query


def _acts(words: str, span: Span) -> Select[Any]:
    query = select(AuditRow)
    for word in words.split():
        query = query.where(or_(*(column.icontains(word, autoescape=True) for column in _SEARCHED)))
    if span.first is not None:
        query = query.where(AuditRow.at >= _midnight(span.first))
    if span.last is not None:
        query = query.where(AuditRow.at < _midnight(span.last) + datetime.timedelta(days=1))
    return query


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), tzinfo=datetime.UTC)


def _act(row: AuditRow) -> AuditView:
    return AuditView(row.number, row.at, row.actor, row.action, row.subject, json.loads(row.detail), row.hash)

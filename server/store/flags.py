"""Flagged examples: add one, find it by its receipt, withdraw it for good."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.store.database import Database
from server.store.erasing import erase, hold
from server.store.likeness import join
from server.store.ranking import UNKNOWN
from server.store.tables.base import random_number, today
from server.store.tables.flags import Flag, joined
from server.store.tables.reviews import Decision
from server.store.tokens import sha256


@dataclass(frozen=True, slots=True)
class NewFlag:
    """An example to keep. `findings` carry spans in code points of `text`, half-open.

    `doubt` says how unsure the version `doubted_by` is about it; see `server.store.ranking`.
    """

    text: str
    kind: str
    labels: tuple[str, ...]
    findings: Sequence[dict[str, Any]]
    note: str
    site: str
    doubt: float = UNKNOWN
    doubted_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagView:
    """What became of an example; the receipt's holder is told all of it but the text, which they know.

    `named` are the labels that they spoke of, `labels` what the reviewers decided, `reason` why it was set aside.
    """

    state: str
    kind: str
    outcome: str | None
    model: str | None
    named: tuple[str, ...]
    labels: tuple[str, ...] | None
    reason: str
    reply: str
    held: bool
    sealed: bool
    withdraw_asked: bool
    was_reviewed: bool
    text: str = field(repr=False)


class Flags:
    """The flagged examples of one district."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, flag: NewFlag) -> str:
        """Keep an example and return its receipt: 128 random bits, of which only the hash is kept."""
        receipt = secrets.token_urlsafe(16)
        row = Flag(
            id=random_number(),
            receipt_hash=sha256(receipt),
            state="waiting",
            kind=flag.kind,
            labels=list(flag.labels),
            findings=list(flag.findings),
            text=_storable(flag.text),
            note=_storable(flag.note),
            site=flag.site,
            day=today(),
            doubt=flag.doubt,
            doubted_by=flag.doubted_by,
        )
        row.named = joined(row.spoken_of)
        with self._database.writing() as session:
            session.add(row)
            join(session, row)
        return receipt

    def find(self, receipt: str) -> FlagView | None:
        """Return what became of an example; None for an unknown receipt."""
        with self._database.reading() as session:
            row = session.scalar(_by(receipt))
            return row and _view(session, row)

    def fixed(self, receipt: str, version: str) -> None:
        """Note the first version that says about an example what the reviewers decided."""
        with self._database.writing() as session:
            row = session.scalar(_by(receipt))
            if row is not None and row.state == "reviewed" and row.model is None:
                row.model = version

    def withdraw(self, receipt: str) -> FlagView | None:
        """Delete an example from row, decisions, file and write-ahead log; None if unknown.

        The bare row stays, so that the receipt still tells what happened. Under a legal hold nothing is deleted yet:
        the wish is kept, and carried out when the hold ends.
        """
        with self._database.writing() as session:
            row = session.scalar(_by(receipt))
            if row is None:
                return None
            if row.held:
                row.withdraw_asked = True
            elif row.state != "withdrawn":
                erase(session, row)
            view = _view(session, row)
        self._database.erase_traces()
        return view

    def hold(self, flag_id: int, *, held: bool) -> bool:
        """Lay a legal hold on an example or lift it; False when there is none of that number with a text.

        Lifting it deletes the example when its sender asked for that meanwhile.
        """
        with self._database.writing() as session:
            row = session.get(Flag, flag_id)
            if row is None or row.state == "withdrawn":
                return False
            hold(session, row, held=held)
        self._database.erase_traces()
        return True


def _by(receipt: str) -> Any:
    return select(Flag).where(Flag.receipt_hash == sha256(receipt))


def _view(session: Session, row: Flag) -> FlagView:
    reason = ""
    if row.state == "dismissed":
        newest = select(Decision.reason).where(Decision.flag_id == row.id, Decision.verdict == "dismissed")
        reason = session.scalar(newest.order_by(Decision.id.desc()).limit(1)) or ""
    return FlagView(
        state=row.state,
        kind=row.kind,
        outcome=row.outcome,
        model=row.model,
        named=tuple(row.spoken_of),
        labels=None if row.final_labels is None else tuple(row.final_labels),
        reason=reason,
        reply=row.reply,
        held=row.held,
        sealed=row.sealed,
        withdraw_asked=row.withdraw_asked,
        was_reviewed=row.decided_on is not None,
        text=row.text,
    )


def _storable(text: str) -> str:
    """Replace NUL, which PostgreSQL does not store."""
    return text.replace("\0", "\ufffd")

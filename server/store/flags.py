"""Flagged examples: add one, find it by its receipt, withdraw it for good."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from server.store.database import Database
from server.store.tables.base import Flag
from server.store.tokens import sha256


@dataclass(frozen=True, slots=True)
class NewFlag:
    """An example to keep. `findings` carry spans in code points of `text`, half-open."""

    text: str
    kind: str
    labels: tuple[str, ...]
    findings: Sequence[dict[str, Any]]
    note: str
    site: str


@dataclass(frozen=True, slots=True)
class FlagView:
    """What the holder of a receipt may see."""

    state: str
    outcome: str | None
    model: str | None


class Flags:
    """The flagged examples of one district."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, flag: NewFlag) -> str:
        """Keep an example and return its receipt: 128 random bits, of which only the hash is kept."""
        receipt = secrets.token_urlsafe(16)
        row = Flag(
            receipt_hash=sha256(receipt),
            kind=flag.kind,
            labels=list(flag.labels),
            findings=list(flag.findings),
            text=_storable(flag.text),
            note=_storable(flag.note),
            site=flag.site,
        )
        with self._database.writing() as session:
            session.add(row)
        return receipt

    def find(self, receipt: str) -> FlagView | None:
        """Return what became of an example; None for an unknown receipt."""
        with self._database.reading() as session:
            row = session.scalar(_by(receipt))
            return row and _view(row)

    def withdraw(self, receipt: str) -> FlagView | None:
        """Delete an example's text, note and findings from row, file and write-ahead log; None if unknown.

        The bare row stays, so that the receipt still tells what happened.
        """
        with self._database.writing() as session:
            row = session.scalar(_by(receipt))
            if row is None:
                return None
            row.state = "withdrawn"
            row.text = row.note = row.site = ""
            row.labels, row.findings = [], []
            row.outcome = None
            view = _view(row)
        self._database.erase_traces()
        return view


def _by(receipt: str) -> Any:
    return select(Flag).where(Flag.receipt_hash == sha256(receipt))


def _view(row: Flag) -> FlagView:
    return FlagView(row.state, row.outcome, row.model)


def _storable(text: str) -> str:
    """Replace NUL, which PostgreSQL does not store."""
    return text.replace("\0", "\ufffd")

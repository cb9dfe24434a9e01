"""What reviewers see of examples: frozen, with no word of them in a repr."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from server.store.tables.flags import Flag
from server.store.tables.reviews import Decision


@dataclass(frozen=True, slots=True)
class Row:
    """One example in the list; `alike` counts the open ones that say the same, itself among them."""

    id: int
    kind: str
    state: str
    disputed: bool
    named: tuple[str, ...]
    final: tuple[str, ...] | None
    site: str
    day: datetime.date
    alike: int
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list."""

    rows: Sequence[Row]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Said:
    """What one reader said about an example."""

    reader_id: int
    reader: str
    verdict: str
    labels: tuple[str, ...]
    notices: tuple[str, ...]
    reason: str
    reply: str
    act: str
    at: datetime.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One example with all that a reader may see; who sent it is known to nobody."""

    row: Row
    revision: int
    held: bool
    wants_second: bool
    suspected: tuple[str, ...] | None
    outcome: str | None
    said: Sequence[Said]
    decided_alike: Mapping[tuple[str, ...], int]
    findings: Sequence[Mapping[str, Any]] = field(repr=False)
    note: str = field(repr=False)


def row_of(flag: Flag, alike: int) -> Row:
    """Show an example as a line."""
    return Row(
        flag.id,
        flag.kind,
        flag.state,
        flag.disputed,
        tuple(flag.spoken_of),
        None if flag.final_labels is None else tuple(flag.final_labels),
        flag.site,
        flag.day,
        alike,
        flag.text,
    )


def said_of(one: Decision) -> Said:
    """Show what a reader said."""
    labels, notices = tuple(one.labels), tuple(one.notices)
    return Said(one.reader_id, one.reader, one.verdict, labels, notices, one.reason, one.reply, one.act, one.at)

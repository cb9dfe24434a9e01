"""Which examples a list shows, and in which order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select

from server.store.likeness import OPEN
from server.store.tables.flags import Flag

STATES: Mapping[str, tuple[str, ...]] = {
    "open": OPEN,
    "second": ("second_reader",),
    "decided": ("reviewed",),
    "dismissed": ("dismissed",),
}
KINDS = ("false_alarm", "missed", "right", "suspected_label")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which examples to show. Where nothing is searched for, those that say the same stand as one."""

    state: str = "open"
    kind: str = ""
    label: str = ""
    site: str = ""
    search: str = ""

    @property
    def is_grouped(self) -> bool:
        """Tell whether one example stands for all that say the same."""
        return self.state == "open" and not (self.label or self.site or self.search)


def conditions(wanted: Filter, *, is_sqlite: bool) -> list[ColumnElement[bool]]:
    """Return what an example must be to be shown."""
    where: list[ColumnElement[bool]] = [Flag.state.in_(STATES.get(wanted.state, OPEN))]
    if wanted.is_grouped:
        # Only what is open leads; saying so again lets a filter by kind use its index, and costs the whole queue one.
        where = [*(where if wanted.kind else ()), Flag.leads.is_(True)]
    else:
        # A sealed example never leads.
        where.append(Flag.sealed.is_(False))
    if wanted.kind:
        where.append(Flag.suspected.is_not(None) if wanted.kind == "suspected_label" else Flag.kind == wanted.kind)
    if wanted.site:
        where.append(Flag.site == wanted.site)
    if wanted.label:
        where.append(Flag.named.contains(f"|{wanted.label}|", autoescape=True))
    if wanted.search:
        # SQLite's LIKE knows no case in ASCII; lower() on every text would take several times as long.
        holds = Flag.text.contains if is_sqlite else Flag.text.icontains
        where.append(holds(wanted.search, autoescape=True))
    return where


def in_order(query: Select[Any], wanted: Filter) -> Select[Any]:
    """Put what waits in the order of what teaches most, and what was settled newest first."""
    if wanted.state in {"decided", "dismissed"}:
        return query.order_by(Flag.decided_on.desc(), Flag.id)
    if wanted.state == "second":
        return query.order_by(Flag.disputed.desc(), Flag.rank.desc(), Flag.id)
    return query.order_by(Flag.rank.desc(), Flag.id)

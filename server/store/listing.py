"""Which examples a list shows, and in which order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, or_

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


def conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    """Return what an example must be to be shown."""
    where: list[ColumnElement[bool]] = [Flag.state.in_(STATES.get(wanted.state, OPEN))]
    if wanted.is_grouped:
        where = [Flag.leads.is_(True)]
    if wanted.kind:
        where.append(Flag.suspected.is_not(None) if wanted.kind == "suspected_label" else Flag.kind == wanted.kind)
    if wanted.site:
        where.append(Flag.site == wanted.site)
    if wanted.label:
        quoted = f'"{wanted.label}"'
        where.append(
            or_(
                cast(Flag.labels, String).contains(quoted, autoescape=True),
                cast(Flag.findings, String).contains(f'"label": {quoted}', autoescape=True),
            )
        )
    if wanted.search:
        where.append(Flag.text.icontains(wanted.search, autoescape=True))
    return where


def in_order(query: Select[Any], wanted: Filter) -> Select[Any]:
    """Put what waits in the order of what teaches most, and what was settled newest first."""
    if wanted.state in {"decided", "dismissed"}:
        return query.order_by(Flag.decided_on.desc(), Flag.id)
    if wanted.state == "second":
        return query.order_by(Flag.disputed.desc(), Flag.rank.desc(), Flag.id)
    return query.order_by(Flag.rank.desc(), Flag.id)

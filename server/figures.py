"""What may be shown of counts: nothing that stands for fewer than ten, not even as a difference of two figures.

In each table the parts under ten go into one rest. Where the rest itself is under ten, the smallest part that is left
joins it, so that total minus parts is never a small number. What is left is rounded down to tens, so that looking
twice tells of no single event either.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from server.store.counts import EVENTS, WeekSum

GROUP = 10

Part = TypeVar("Part", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: how often each event happened; None where it may not be told."""

    name: str
    counts: Mapping[str, int | None]


def publish(parts: Mapping[Part, int]) -> tuple[dict[Part, int], int]:
    """Return the parts that may be shown, rounded down to tens, and the rest likewise (0: no rest may be shown)."""
    shown = {part: count for part, count in parts.items() if count >= GROUP}
    rest = sum(parts.values()) - sum(shown.values())
    for part in sorted(shown, key=lambda one: (shown[one], str(one))):
        if rest == 0 or rest >= GROUP:
            break
        rest += shown.pop(part)
    return {part: _tens(count) for part, count in shown.items()}, _tens(rest)


def publish_nested(parts: Mapping[tuple[Part, Part], int]) -> tuple[dict[tuple[Part, Part], int], int]:
    """Publish parts of parts, such as labels of clauses, so that they and `publish` of the wholes fit together.

    A whole that is not shown shows no part either: the difference would tell it.
    """
    wholes: dict[Part, dict[tuple[Part, Part], int]] = {}
    for key, count in parts.items():
        wholes.setdefault(key[0], {})[key] = count
    visible, rest = publish({whole: sum(inner.values()) for whole, inner in wholes.items()})
    shown: dict[tuple[Part, Part], int] = {}
    for whole in visible:
        inner, left = publish(wholes[whole])
        shown |= inner
        rest += left
    return shown, rest


def table(sums: Iterable[WeekSum], name: Callable[[WeekSum], str], rest: str) -> list[Line]:
    """Lay out counts by site, by clause or the like, most shown first, and what is too small last as `rest`."""
    parts = _by_event(sums, name)
    return _lines({event: publish(counts) for event, counts in parts.items()}, str, rest)


def nested_table(
    sums: Iterable[WeekSum],
    key: Callable[[WeekSum], tuple[str, str]],
    title: Callable[[tuple[str, str]], str],
    rest: str,
) -> list[Line]:
    """Lay out counts by label within clause, as `table` does."""
    parts = _by_event(sums, key)
    return _lines({event: publish_nested(counts) for event, counts in parts.items()}, title, rest)


def by_week(sums: Sequence[WeekSum], weeks: Sequence[str]) -> list[Line]:
    """Lay out counts by week, in order; a week of fewer than ten has no figure."""
    parts = _by_event(sums, lambda one: one.week.isoformat())
    shown = {event: publish(counts)[0] for event, counts in parts.items()}
    return [Line(week, {event: shown[event].get(week) for event in EVENTS}) for week in weeks]


def _by_event(sums: Iterable[WeekSum], key: Callable[[WeekSum], Part]) -> dict[str, dict[Part, int]]:
    parts: dict[str, dict[Part, int]] = {event: {} for event in EVENTS}
    for one in sums:
        if one.event in parts:
            part = key(one)
            parts[one.event][part] = parts[one.event].get(part, 0) + one.count
    return parts


def _lines(published: Mapping[str, tuple[dict[Part, int], int]], title: Callable[[Part], str], rest: str) -> list[Line]:
    parts = {part for shown, _left in published.values() for part in shown}
    lines = [Line(title(part), {event: published[event][0].get(part) for event in EVENTS}) for part in parts]
    lines.sort(key=lambda line: (*(-(line.counts[event] or 0) for event in EVENTS), line.name))
    left = {event: published[event][1] or None for event in EVENTS}
    return [*lines, Line(rest, left)] if any(left.values()) else lines


def _tens(count: int) -> int:
    return count - count % GROUP

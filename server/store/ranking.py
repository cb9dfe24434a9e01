"""The order of the queue: what teaches most comes first. Plain sums, no storage.

An example teaches by how unsure the version in service is about it, how often the same is sent, and how long it has
waited. Each month of waiting doubles its weight, so that the order of two examples is the same on every day and
can be kept beside them: nothing has to be computed anew overnight.
"""

import datetime
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

UNKNOWN = 0.5
_LEAST = 0.05
_DOUBLES_IN_DAYS = 30


def doubt(
    kind: str, labels: Sequence[str], findings: Iterable[Mapping[str, Any]], view: Mapping[str, float] | None
) -> float:
    """Return how unsure the classifier is about an example, from 0.05 (sure) to 1 (no idea).

    Parameters
    ----------
    kind : str
        What the employee says of it: `false_alarm`, `missed` or `right`.
    labels : sequence of str
        The labels that the employee names.
    findings : iterable of mappings
        What the employee was shown: `label`, `source`, `score`. A rule's finding has no score; the rule and the
        employee stand against each other, and half is unknown.
    view : mapping, optional
        What the version in service says now, label by label.
    """
    shown = list(findings)
    by_rule = {one["label"] for one in shown if one["source"] == "rule"}
    chances: list[float] = [one["score"] for one in shown if one.get("score") is not None]
    if view:
        asked = labels or ([*view] if kind == "missed" else [one["label"] for one in shown])
        chances += [view[label] for label in asked if label in view and label not in by_rule]
    doubts = [1 - abs(2 * chance - 1) for chance in chances]
    if by_rule or not doubts:
        doubts.append(UNKNOWN)
    return max(_LEAST, *doubts)


def rank(doubt: float, often: int, day: datetime.date) -> float:
    """Return the place of an example, higher first: doubt, times how often it came, times how long it has waited."""
    return math.log2(max(doubt, _LEAST)) + math.log2(1 + math.log2(max(often, 1))) - day.toordinal() / _DOUBLES_IN_DAYS

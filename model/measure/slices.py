"""False alarms side by side: voices, dialects, lengths, protected speech and identity groups, with their ratios."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from model.dataset import LOOKALIKE_KINDS, PROTECTED_KINDS
from model.measure.judged import Judged, of_kinds
from model.measure.totals import alarms

IDENTITY = Path(__file__).parent.parent / "words" / "identity.toml"
FEWEST = 100  # silent records below which a group's rate is shown but not compared
_WORD = re.compile(r"[\w']+")


def slices(judged: Sequence[Judged]) -> dict[str, Any]:
    """Return the false-alarm share of each group of silent records.

    "protected" and "lookalike" are shares a kind and in "all"; "voice", "dialect", "length" and "identity" map group
    to share, and "ratio" says how the group with the highest compares with the average of all silent records, for
    groups of FEWEST records or more; None where there is no such group or no alarm.
    """
    silent = [one for one in judged if not one.risky]
    table: dict[str, Any] = {
        "protected": _kinds(silent, PROTECTED_KINDS),
        "lookalike": _kinds(silent, LOOKALIKE_KINDS),
        "voice": _groups(silent, lambda one: [one.record.voice]),
        "dialect": _groups(silent, lambda one: [one.record.dialect or "none named"]),
        "length": _groups(silent, _length),
        "identity": _groups(silent, identity_groups),
    }
    return table


def identity_groups(one: Judged) -> list[str]:
    """Name the identity groups that the text speaks of."""
    words = set(_WORD.findall(one.record.text.lower()))
    return [group for group, terms in _identity().items() if words & terms]


@cache
def _identity() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in tomllib.loads(IDENTITY.read_text("utf-8")).items()}


def _length(one: Judged) -> list[str]:
    size = len(one.record.text)
    return ["under 60" if size < 60 else "60 to 140" if size < 140 else "140 to 280" if size < 280 else "280 and more"]


def _kinds(silent: Sequence[Judged], kinds: Iterable[str]) -> dict[str, Any]:
    table = {kind: alarms(of_kinds(silent, (kind,))) for kind in kinds}
    return {**table, "all": alarms(of_kinds(silent, kinds))}


def _groups(silent: Sequence[Judged], groups_of: Callable[[Judged], list[str]]) -> dict[str, Any]:
    members: dict[str, list[Judged]] = defaultdict(list)
    for one in silent:
        for group in groups_of(one):
            members[group].append(one)
    table: dict[str, Any] = {group: alarms(ones) for group, ones in sorted(members.items())}
    average = alarms(silent)["value"]
    large = [one["value"] for one in table.values() if one["whole"] >= FEWEST]
    ratio = round(max(large) / average, 2) if large and average else None
    return {"groups": table, "ratio": ratio}

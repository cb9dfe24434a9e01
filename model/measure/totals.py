"""Counts over whole posts: recall, false alarms, precision, contrast pairs; each share with its interval."""

from collections import defaultdict
from collections.abc import Sequence
from math import sqrt
from typing import Any

from model.dataset import RISKY_KINDS
from model.measure.judged import Judged, of_kinds

Share = dict[str, Any]


def share(part: int, whole: int) -> Share:
    """Return {"value", "low", "high", "part", "whole"} with the 95 % interval of Wilson (1927); value 0 of 0 is 0."""
    if not whole:
        return {"value": 0.0, "low": 0.0, "high": 1.0, "part": 0, "whole": 0}
    z, p = 1.96, part / whole
    middle = (p + z * z / (2 * whole)) / (1 + z * z / whole)
    reach = z * sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole)) / (1 + z * z / whole)
    low, high = max(0.0, middle - reach), min(1.0, middle + reach)
    return {"value": round(p, 4), "low": round(low, 4), "high": round(high, 4), "part": part, "whole": whole}


def totals(judged: Sequence[Judged]) -> dict[str, Any]:
    """Sum up a file.

    Returns
    -------
    dict
        recall: risky records warned about under a right label; recall_by_kind: the same for plain, subtle and
        obfuscated ones; false_alarms: silent records warned about; precision: warned records that are risky, at the
        file's own mix; serious_precision: the same for findings of severity "serious"; pairs: contrast pairs right
        on both sides. All as of `share`.
    """
    risky = [one for one in judged if one.risky]
    silent = [one for one in judged if not one.risky]
    warned = [one for one in judged if one.findings]
    serious = [one for one in judged if any(finding.severity == "serious" for finding in one.findings)]
    return {
        "records": len(judged),
        "risky": len(risky),
        "recall": _right(risky),
        "recall_by_kind": {kind: _right(of_kinds(risky, (kind,))) for kind in RISKY_KINDS},
        "false_alarms": alarms(silent),
        "precision": share(sum(one.risky for one in warned), len(warned)),
        "serious_precision": share(sum(one.risky for one in serious), len(serious)),
        "pairs": pairs(judged),
    }


def alarms(judged: Sequence[Judged]) -> Share:
    """Count the records that were warned about."""
    return share(sum(bool(one.findings) for one in judged), len(judged))


def pairs(judged: Sequence[Judged]) -> Share:
    """Count the contrast pairs that are right on both sides."""
    sides: dict[str, list[bool]] = defaultdict(list)
    for one in judged:
        if one.record.pair is not None and not one.record.notices:
            sides[one.record.pair].append(one.right)
    return share(sum(all(both) for both in sides.values()), len(sides))


def per_label(judged: Sequence[Judged], labels: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return precision, recall and F1 of each label over whole records; "support" and "shown" are counts."""
    table = {}
    for label in labels:
        wanted = [label in one.record.labels for one in judged]
        shown = [label in one.found for one in judged]
        true = sum(a and b for a, b in zip(wanted, shown, strict=True))
        precision, recall = share(true, sum(shown)), share(true, sum(wanted))
        both = precision["value"] + recall["value"]
        table[label] = {
            "precision": precision,
            "recall": recall,
            "f1": round(2 * precision["value"] * recall["value"] / both, 4) if both else 0.0,
            "support": sum(wanted),
            "shown": sum(shown),
        }
    return table


def alarms_at_base_rates(
    labels: dict[str, dict[str, Any]], ordinary: Sequence[Judged], rates: dict[str, float]
) -> dict[str, dict[str, float]]:
    """Return, a label, how many of 1,000 posts in real life would be warned about and the precision of those warnings.

    Real life is the rates of `base_rates.toml` for risky posts and the ordinary held-out posts for all others.
    """
    table = {}
    for label, figures in labels.items():
        false = sum(label in one.found for one in ordinary) / max(len(ordinary), 1)
        true = figures["recall"]["value"] * rates[label]
        shown = true + false * (1 - rates[label])
        table[label] = {"of_1000": round(1000 * shown, 2), "precision": round(true / shown, 3) if shown else 1.0}
    return table


def _right(judged: Sequence[Judged]) -> Share:
    return share(sum(one.right for one in judged), len(judged))

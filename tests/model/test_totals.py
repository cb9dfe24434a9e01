"""Counts over whole posts, each with its interval."""

from types import SimpleNamespace
from typing import Any

import pytest

from model.dataset import Record
from model.measure.judged import Judged
from model.measure.totals import alarms_at_base_rates, pairs, per_label, share, totals


def judged(*labels: str, found: str = "", kind: str = "plain", severity: str = "caution", **more: Any) -> Judged:
    """Return a record with `labels` that was warned about under the labels in `found`."""
    record = Record("id", "source", "post", "text", dict.fromkeys(labels, ((0, 4),)), kind=kind, **more)
    findings = tuple(SimpleNamespace(label=label, severity=severity) for label in found.split())
    return Judged(record, findings, {})


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    # Wilson (1927), computed by hand: (p + z²/2n ± z √(p(1 - p)/n + z²/4n²)) / (1 + z²/n) with z = 1.96.
    [(0, 10, 0.0, 0.2775), (9, 10, 0.5958, 0.9821), (50, 100, 0.4038, 0.5962), (10, 10, 0.7225, 1.0)],
)
def test_a_share_comes_with_the_interval_of_wilson(part: int, whole: int, low: float, high: float) -> None:
    one = share(part, whole)
    assert (one["value"], one["part"], one["whole"]) == (part / whole, part, whole)
    assert (one["low"], one["high"]) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_a_share_of_nothing_says_nothing() -> None:
    assert share(0, 0) == {"value": 0.0, "low": 0.0, "high": 1.0, "part": 0, "whole": 0}


def test_more_posts_make_a_share_surer() -> None:
    widths = [share(n // 2, n)["high"] - share(n // 2, n)["low"] for n in (10, 100, 1000)]
    assert widths == sorted(widths, reverse=True)


FILE = [
    judged("insult", found="insult"),
    judged("insult", "threat", found="threat", kind="subtle", severity="serious"),
    judged("insult", found="profanity", kind="subtle"),  # warned, but for the wrong reason
    judged("threat", kind="obfuscated"),
    judged(kind="ordinary"),
    judged(kind="idiomatic", found="insult", severity="serious"),
    judged(kind="mandated_reporter", notices=("mandated_reporter",)),
]


def counts(one: dict[str, Any]) -> tuple[int, int]:
    return one["part"], one["whole"]


def test_a_file_is_summed_up_post_by_post() -> None:
    figures = totals(FILE)
    assert (figures["records"], figures["risky"]) == (7, 4)
    assert counts(figures["recall"]) == (2, 4)
    assert {kind: counts(one) for kind, one in figures["recall_by_kind"].items()} == {
        "plain": (1, 1),
        "subtle": (1, 2),
        "obfuscated": (0, 1),
    }
    assert counts(figures["false_alarms"]) == (1, 3)
    assert counts(figures["precision"]) == (3, 4)
    assert counts(figures["serious_precision"]) == (1, 2)


def test_an_empty_file_has_figures_without_weight() -> None:
    figures = totals([])
    assert figures["records"] == 0
    assert all(counts(figures[name]) == (0, 0) for name in ("recall", "false_alarms", "precision", "pairs"))
    assert per_label([], ["insult"])["insult"]["f1"] == 0.0


def test_a_pair_counts_when_both_sides_are_right() -> None:
    sides = [
        *(judged("insult", found="insult", pair="a"), judged(kind="quoted", pair="a")),
        *(judged("insult", found="insult", pair="b"), judged(kind="quoted", found="insult", pair="b")),
        *(judged("insult", pair="c"), judged(kind="quoted", pair="c")),
        judged("insult", found="insult"),
    ]
    assert counts(pairs(sides)) == (1, 3)


def test_the_two_sides_of_a_pair_need_not_stand_together() -> None:
    sides = [judged("insult", found="insult", pair="a"), judged(kind="ordinary"), judged(kind="quoted", pair="a")]
    assert counts(pairs(sides)) == counts(pairs(sides[::-1])) == (1, 1)


def test_a_label_is_counted_wherever_it_is_shown() -> None:
    table = per_label(FILE, ("insult", "threat", "hate"))
    insult = table["insult"]
    assert (counts(insult["precision"]), counts(insult["recall"])) == ((1, 2), (1, 3))
    assert insult["f1"] == pytest.approx(0.4, abs=1e-4)
    assert (insult["support"], insult["shown"]) == (3, 2)
    assert table["threat"]["f1"] == pytest.approx(2 / 3, abs=1e-4)
    assert (table["hate"]["f1"], table["hate"]["support"]) == (0.0, 0)


def test_at_real_base_rates_a_few_alarms_outweigh_many_finds() -> None:
    table = per_label([judged("insult", found="insult")] * 9 + [judged("insult")], ["insult"])
    ordinary = [judged(kind="ordinary", found="insult")] + [judged(kind="ordinary")] * 99
    real = alarms_at_base_rates(table, ordinary, {"insult": 0.01})["insult"]
    # Of 1,000 posts 10 are insults, of which 9 are found; of the other 990, one in a hundred is warned about.
    assert real["of_1000"] == pytest.approx(9 + 9.9)
    assert real["precision"] == pytest.approx(9 / 18.9, abs=1e-3)


def test_a_label_that_never_speaks_is_never_wrong() -> None:
    table = per_label([judged("insult")], ["insult"])
    for ordinary in ([], [judged(kind="ordinary")]):
        assert alarms_at_base_rates(table, ordinary, {"insult": 0.01})["insult"] == {"of_1000": 0.0, "precision": 1.0}

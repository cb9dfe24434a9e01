"""Chooses, on text that was never trained on, from which score a label is shown and from which it is called likely."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.dataset import Record

Floats = np.ndarray[Any, np.dtype[np.float64]]
HARD_ALARMS = 0.015  # share of silent posts that come near a risk; rules use up the other half of the 3 % aimed at
ORDINARY_ALARMS = 0.003  # share of ordinary posts; likewise, of 0.5 %
LIKELY_PRECISION = 0.98
DOUBT = 3.0  # a pattern's finding stays where its label is this many times likelier than in any post
HIGHEST = 0.995  # a label that never reaches its target precision still speaks when it is this sure
BEYOND = 1e-6  # log-odds between a bar and the score that must not reach it: more than rounding takes away
FEWEST = 5  # right warnings below which a precision is not believed


@dataclass(frozen=True, slots=True)
class Thresholds:
    """`shown`, `doubted` and `asked` have one score a label; `likely` is one for all.

    Only from `likely` on a finding is "serious"; the encoder is asked where the n-grams alone reach `asked`.
    """

    shown: list[float]
    likely: float
    doubted: list[float]
    asked: list[float]


def choose(
    records: Sequence[Record],
    scores: Floats,
    labels: Sequence[str],
    rates: Sequence[float],
    precisions: Sequence[float],
) -> Thresholds:
    """Choose thresholds on `records` with calibrated `scores`, shape (n_records, n_labels).

    Evidence, the log-odds beyond a label's rate in real life, has one bar for all labels: it spends the alarms where
    they find most, and rare risks are found as well as common ones. A label whose warnings are less precise than its
    target there gets a higher bar of its own.
    """
    evidence = odds(scores) - odds(np.asarray(rates))
    truth = np.array([[label in record.labels for label in labels] for record in records])
    silent = ~truth.any(axis=1)
    # The silent side of a pair differs from a risky post by a few words: however ordinary it reads, it is a look-alike.
    ordinary = silent & np.array([record.kind == "ordinary" and record.pair is None for record in records])
    budget = max(
        _reached(evidence[silent & ~ordinary].max(axis=1), HARD_ALARMS),
        _reached(evidence[ordinary].max(axis=1), ORDINARY_ALARMS),
    )
    shown = []
    for label, wanted in enumerate(precisions):
        # At the file's own mix, half of which is risky: what the target is stated for. A label has some forty posts
        # there: only a shortfall beyond chance costs it recall.
        own = _precise_from(scores[:, label], truth[:, label], wanted, errors=1.0)
        bar = 1 / (1 + np.exp(-(budget + odds(rates[label]))))
        shown.append(float(min(max(bar, own), HIGHEST)))
    best = np.asarray(np.where(scores >= np.array(shown), scores, 0.0).max(axis=1))
    warned = np.flatnonzero(best)
    likely = _precise_from(best[warned], truth[warned].any(axis=1), LIKELY_PRECISION)
    return Thresholds(shown, float(min(likely, HIGHEST)), [DOUBT * rate for rate in rates], [0.0] * len(shown))


def odds(probability: Any) -> Any:
    """Return the natural logarithm of the odds."""
    certain = np.clip(probability, 1e-9, 1 - 1e-9)
    return np.log(certain / (1 - certain))


def _reached(scores: Floats, share: float) -> float:
    """Return the lowest score that at most `share` of `scores` reach."""
    if not len(scores):
        return -math.inf
    ranked = np.sort(scores)[::-1]
    return float(ranked[min(int(share * len(ranked)), len(ranked) - 1)]) + BEYOND


def _precise_from(scores: Floats, true: Any, wanted: float, errors: float = 0.0) -> float:
    """Return the lowest score from which on the share of true ones is `wanted`; 0 when all together reach it.

    A share counts as reached when it falls short by no more than `errors` standard errors.
    """
    if wanted <= 0:
        return 0.0
    order = np.argsort(-scores)
    ranked, hits = scores[order], np.cumsum(true[order])
    counts = np.arange(1, len(ranked) + 1)
    apart = np.diff(ranked, append=-1.0) < 0  # equal scores are shown together
    share = hits / counts
    reached = (share + errors * np.sqrt(share * (1 - share) / counts) >= wanted) & (hits >= FEWEST) & apart
    if not reached.any():
        return 1.0
    last = int(np.flatnonzero(reached)[-1])
    return 0.0 if last == len(ranked) - 1 else float((ranked[last] + ranked[last + 1]) / 2)

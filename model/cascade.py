"""Chooses where the n-grams are sure enough of silence that the encoder need not be asked."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from model.base_rates import BaseRates
from model.dataset import Record
from model.thresholds import Thresholds, odds

Floats = np.ndarray[Any, np.dtype[np.float64]]
LOST = 0.01  # share of the true findings that asking always would bring, and this does not
LOST_SUBTLE = 0.02  # the same of those without a bad word, which the n-grams see worst


def choose_asked(
    records: Sequence[Record],
    units: Sequence[tuple[Floats, Floats]],
    labels: Sequence[str],
    rates: BaseRates,
    thresholds: Thresholds,
) -> tuple[Thresholds, dict[str, float]]:
    """Choose the n-gram evidence from which on the encoder is asked about a sentence or the whole.

    Parameters
    ----------
    units : list of (grams, both)
        For each record what the n-grams alone and both together hold likely, shape (n_units, n_labels) each.

    Returns
    -------
    thresholds, figures
        The thresholds with `asked` filled, and what it costs and saves on these records: "lost", "lost_subtle"
        (shares of the true findings), "asked" and "asked_ordinary" (shares of records).
    """
    rate = odds(np.array([rates.labels[label] for label in labels]))
    shown = np.array(thresholds.shown)
    reached = [(odds(grams) - rate).max(axis=1) for grams, _ in units]
    # The evidence at which a record's true finding is lost: that of the best of the units that would bring it.
    brought: dict[int, float] = {}
    for index, (record, (_, both)) in enumerate(zip(records, units, strict=True)):
        wanted = [column for column, label in enumerate(labels) if label in record.labels]
        bring = (both[:, wanted] >= shown[wanted]).any(axis=1)
        if bring.any():
            brought[index] = float(reached[index][bring].max())
    every = np.array(list(brought.values()))
    subtle = np.array([at for index, at in brought.items() if records[index].kind == "subtle"])
    bar = min(_bar(every, LOST), _bar(subtle, LOST_SUBTLE))
    if math.isinf(bar):  # nothing to go by: ask
        bar = -math.inf
    asked = 1 / (1 + np.exp(-(bar + rate)))
    best = np.array([one.max() for one in reached])
    ordinary = np.array([record.kind == "ordinary" for record in records])
    figures = {
        "lost": _share(every < bar),
        "lost_subtle": _share(subtle < bar),
        "asked": _share(best >= bar),
        "asked_ordinary": _share(best[ordinary] >= bar),
    }
    return replace(thresholds, asked=asked.tolist()), figures


def _bar(brought: Floats, share: float) -> float:
    """Return the highest evidence at which at most `share` of what is `brought` is lost."""
    if not len(brought):
        return math.inf
    return float(np.sort(brought)[int(share * len(brought))])


def _share(chosen: Any) -> float:
    return float(np.mean(chosen)) if len(chosen) else 0.0

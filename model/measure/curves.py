"""Curves over scores: precision and recall at every threshold, reliability, and area under the ROC curve."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from sklearn.metrics import average_precision_score, precision_recall_curve, roc_auc_score

BINS = (0.0, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
CALIBRATED_FROM = 0.2  # lower scores are never shown to anybody


def precision_recall(targets: Sequence[bool], scores: Sequence[float], points: int = 60) -> dict[str, Any]:
    """Return {"precision", "recall", "average"} of one label; the curve is thinned to about `points` points."""
    precision, recall, _ = precision_recall_curve(targets, scores)
    step = max(1, len(recall) // points)
    return {
        "precision": [round(float(value), 4) for value in precision[::step]],
        "recall": [round(float(value), 4) for value in recall[::step]],
        "average": round(float(average_precision_score(targets, scores)), 4),
    }


def reliability(targets: Sequence[bool], scores: Sequence[float], weights: Sequence[float]) -> dict[str, Any]:
    """Compare scores with what came true, texts counted by `weights`.

    Returns
    -------
    dict
        "bins": [{"from", "to", "said", "was", "weight", "texts"}], where `said` is the mean score and `was` the share
        that came true; "error": the expected calibration error (Naeini et al., 2015) of scores of 0.2 and more.
    """
    truth, said, weight = (np.asarray(values, dtype=float) for values in (targets, scores, weights))
    bins = []
    gap = total = 0.0
    for low, high in pairwise(BINS):
        inside = (said >= low) & (said < high if high < 1 else said <= high)
        mass = float(weight[inside].sum())
        if not mass:
            continue
        mean, true = (float(np.average(values[inside], weights=weight[inside])) for values in (said, truth))
        row = {"from": low, "to": high, "said": mean, "was": true, "weight": mass, "texts": int(inside.sum())}
        bins.append({key: round(value, 4) for key, value in row.items()})
        if low >= CALIBRATED_FROM:
            gap += mass * abs(mean - true)
            total += mass
    return {"bins": bins, "error": round(gap / total, 4) if total else 0.0}


def area(targets: Sequence[bool], scores: Sequence[float]) -> float:
    """Return the area under the ROC curve; 0.5 is a coin, 1.0 is perfect."""
    return round(float(roc_auc_score(targets, scores)), 4)

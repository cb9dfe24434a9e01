"""Turns margins into probabilities (Platt's sigmoid) and probabilities into thresholds that reach a precision."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from model.classifier import SEED, LinearHeads
from model.examples import Examples

Floats = np.ndarray[Any, np.dtype[np.float64]]
FOLDS = 5
HIGHEST = 0.995  # a label that never reaches its target precision still speaks when it is this sure
FEWEST = 5  # positives below which a threshold is not believed
LOWEST = 0.3  # nothing less likely than this is shown, however precise it looked


def out_of_fold(features: Any, examples: Examples, strength: float, step: Any = None) -> Floats:
    """Score every example by heads that never saw its group; returns margins (n_texts, n_labels)."""
    margins = np.zeros_like(examples.targets)
    folds = GroupKFold(FOLDS, shuffle=True, random_state=SEED)
    for seen, unseen in folds.split(features, groups=examples.groups):
        heads = LinearHeads(strength).fit(features[seen], examples.targets[seen], examples.weights[seen])
        margins[unseen] = heads.decision_function(features[unseen])
        if step is not None:
            step()
    return margins


def sigmoid(margins: Floats, slope: Any, offset: Any) -> Floats:
    """Return the probability 1 / (1 + exp(-(slope * margin + offset)))."""
    return np.asarray(1 / (1 + np.exp(-np.clip(slope * margins + offset, -60, 60))))


def fit_sigmoids(margins: Floats, examples: Examples) -> tuple[Floats, Floats]:
    """Fit one sigmoid a label on out-of-fold margins (Platt, 1999); returns slopes and offsets, shape (n_labels,)."""
    slopes, offsets = np.ones(margins.shape[1]), np.zeros(margins.shape[1])
    for label in range(margins.shape[1]):
        used = examples.weights[:, label] > 0
        target = examples.targets[used, label]
        if target.min(initial=1) == target.max(initial=0):
            continue
        fit = LogisticRegression(C=100.0)
        fit.fit(margins[used, label : label + 1], target, sample_weight=examples.weights[used, label])
        slopes[label], offsets[label] = max(float(fit.coef_[0, 0]), 1e-3), float(fit.intercept_[0])
    return slopes, offsets


def thresholds(scores: Floats, examples: Examples, precisions: Sequence[float]) -> Floats:
    """Find the lowest threshold a label at which what lies above reaches its target precision.

    `scores` are out-of-fold probabilities (n_texts, n_labels). The precision is smoothed by one wrong answer more
    than was seen, so that a handful of lucky hits does not open the gate. Texts as written count, twins do not.
    """
    found = np.full(scores.shape[1], HIGHEST)
    for label, wanted in enumerate(precisions):
        used = (examples.weights[:, label] > 0) & examples.original
        order = np.argsort(-scores[used, label])
        ranked, hit = scores[used, label][order], examples.targets[used, label][order]
        true = np.cumsum(hit)
        reached = (true / (np.arange(1, len(hit) + 1) + 1) >= wanted) & (true >= FEWEST)
        if reached.any():
            last = int(np.flatnonzero(reached)[-1])
            after = ranked[last + 1] if last + 1 < len(ranked) else 0.0
            found[label] = min(max((ranked[last] + after) / 2, LOWEST), HIGHEST)
    return found

"""Turns margins into probabilities: Platt's sigmoid on margins of folds that never saw the text."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from model.classifier import SEED, LinearHeads
from model.examples import Examples

Floats = np.ndarray[Any, np.dtype[np.float64]]
FOLDS = 3


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


def fit_family(odds: Floats, targets: Floats, real: Floats) -> tuple[float, float]:
    """Fit the slope and offset that make the log-odds of whole posts come true, over all labels of a family.

    Sentences are calibrated one by one; a post takes the highest of its sentences, and so claims too much. All three
    have shape (n_posts, n_labels); `real` is how much each counts.
    """
    fit = LogisticRegression(C=1e4, max_iter=1000)
    fit.fit(odds.reshape(-1, 1), targets.ravel(), sample_weight=real.ravel())
    return max(float(fit.coef_[0, 0]), 1e-3), float(fit.intercept_[0])


def fit_sigmoids(margins: Floats, examples: Examples, rates: Sequence[float]) -> tuple[Floats, Floats]:
    """Fit one sigmoid a label on out-of-fold margins (Platt, 1999), with the prior of real life.

    `rates` are the shares of posts that deserve each label. Texts count by `examples.real`, and positives and
    negatives are brought to the rate of their label. Returns slopes and offsets, shape (n_labels,).
    """
    slopes, offsets = np.ones(margins.shape[1]), np.zeros(margins.shape[1])
    for label, rate in enumerate(rates):
        used = (examples.weights[:, label] > 0) & (examples.real > 0)
        target = examples.targets[used, label]
        if target.min(initial=1) == target.max(initial=0):
            continue
        real = examples.real[used].copy()
        for side, share in ((1, rate), (0, 1 - rate)):
            here = target == side
            real[here] *= share * len(target) / real[here].sum()
        fit = LogisticRegression(C=1e4, max_iter=1000)
        fit.fit(margins[used, label : label + 1], target, sample_weight=real)
        slopes[label], offsets[label] = max(float(fit.coef_[0, 0]), 1e-3), float(fit.intercept_[0])
    return slopes, offsets

"""The scikit-learn side of the encoder: one linear head a label on its numbers, and how much they count."""

from typing import Any, Self

import numpy as np
from joblib import Parallel, delayed
from sklearn.linear_model import LogisticRegression

from model.classifier import NEVER, SEED, balance
from model.examples import Examples

Floats = np.ndarray[Any, np.dtype[np.float64]]
STRENGTH = 0.3  # C of the heads: chosen on records that the encoder never saw


class MeaningHeads:
    """One logistic regression a label on embeddings; weights of zero leave a text out for that label alone."""

    def fit(self, embedded: Any, targets: Floats, weights: Floats) -> Self:
        """Fit on `embedded`, shape (n_texts, size); `targets` and `weights` have shape (n_texts, n_labels)."""
        self.scale_ = float(np.std(embedded)) or 1.0
        scaled = np.asarray(embedded, dtype=np.float32) / self.scale_
        heads = Parallel(n_jobs=-1, prefer="threads")(
            delayed(_head)(scaled, targets[:, label], weights[:, label]) for label in range(targets.shape[1])
        )
        self.coef_ = np.array([np.zeros(scaled.shape[1]) if one is None else one.coef_[0] for one in heads])
        self.intercept_ = np.array([NEVER if one is None else one.intercept_[0] for one in heads])
        return self

    def decision_function(self, embedded: Any) -> Floats:
        """Return the margins, shape (n_texts, n_labels)."""
        return np.asarray(np.asarray(embedded) / self.scale_ @ self.coef_.T + self.intercept_)

    def table(self, share: float) -> Floats:
        """Return what serving multiplies embeddings with, shape (size + 1, n_labels); the last row is added."""
        return share * np.vstack([self.coef_.T / self.scale_, self.intercept_])


def _head(embedded: Any, target: Floats, weights: Floats) -> LogisticRegression | None:
    used = weights > 0
    target = target[used]
    if target.min(initial=1) == target.max(initial=0):
        return None
    head = LogisticRegression(C=STRENGTH, max_iter=60, tol=1e-3, random_state=SEED)
    return head.fit(embedded[used], target, sample_weight=weights[used] * balance(target))


def share_of(grams: Floats, meaning: Floats, part: Examples) -> float:
    """Return how much a unit of the encoder's margin counts beside one of the n-grams'.

    Fitted over all labels together on texts that neither has learned from; all have shape (n_texts, n_labels).
    """
    used = part.weights.ravel() > 0
    both = np.stack([grams.ravel()[used], meaning.ravel()[used]], axis=1)
    target = part.targets.ravel()[used]
    if target.min(initial=1) == target.max(initial=0):
        return 1.0
    fit = LogisticRegression(C=1e4, max_iter=1000).fit(both, target)
    own, other = fit.coef_[0]
    return float(np.clip(other / max(own, 1e-3), 0.0, 10.0))

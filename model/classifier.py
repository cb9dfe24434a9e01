"""The scikit-learn side of the classifier: n-gram blocks weighted by rarity, and one linear head a label.

The margin of a text is a sum over its tokens, divided by one number. Serving can therefore add up what each word brings
(`scorer.py`) and say which words weighed most, with the very weights trained here.
"""

from collections.abc import Iterable
from typing import Any, Self

import numpy as np
from joblib import Parallel, delayed
from scipy import sparse
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer

from model import features
from model.prior import sums_of as prior_sums

Floats = np.ndarray[Any, np.dtype[np.float64]]
SEED = 7
NEVER = -10.0  # the intercept of a label without examples
TOLERANCE = 0.05  # of the solver; its default takes three times as long for the same order of texts
CHAR_WEIGHT = 0.5  # spelling beside words: chosen out of fold


class LengthScale(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Divides each row by what its last column, the number of tokens, calls for; then drops that column.

    A text's margin is then a sum over its tokens divided by one number, which serving can add up.
    """

    def fit(self, X: sparse.csr_matrix, y: object = None) -> Self:  # noqa: ARG002, N803 - scikit-learn's signature
        """Learn nothing."""
        self.fitted_ = True
        return self

    def transform(self, X: sparse.csr_matrix) -> sparse.csr_matrix:  # noqa: N803
        """Scale the rows of `X`, shape (n_texts, n_features + 1)."""
        X = sparse.csr_matrix(X)  # noqa: N806
        lengths = X[:, -1].toarray().ravel()
        return sparse.csr_matrix(sparse.diags(1 / features.softened(lengths)) @ X[:, :-1])


class LinearHeads(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """One logistic regression a label, each with sample weights of its own.

    A weight of zero leaves a text out for that label alone: a sentence whose label shows only together with its
    neighbour is neither a positive nor a negative example.
    """

    def __init__(self, strength: float = 3.0) -> None:
        self.strength = strength

    def fit(self, X: sparse.csr_matrix, y: Floats, sample_weight: Floats | None = None) -> Self:  # noqa: N803
        """Fit on features `X` (n_texts, n_features), labels `y` (n_texts, n_labels, 0 or 1) and weights alike."""
        self.coef_ = np.zeros((y.shape[1], X.shape[1]), dtype=np.float32)
        self.intercept_ = np.zeros(y.shape[1])
        self.classes_ = np.arange(y.shape[1])
        return self.refit(X, y, sample_weight, range(y.shape[1]))

    def refit(
        self,
        X: sparse.csr_matrix,  # noqa: N803
        y: Floats,
        sample_weight: Floats | None,
        labels: Iterable[int],
    ) -> Self:
        """Fit the heads of `labels` (column numbers) again and leave the others as they are."""
        weights = np.ones_like(y, dtype=float) if sample_weight is None else sample_weight
        chosen = list(labels)
        # liblinear lets go of the interpreter: threads share the features instead of copying them.
        heads = Parallel(n_jobs=-1, prefer="threads")(
            delayed(self._head)(X, y[:, label], weights[:, label]) for label in chosen
        )
        for label, head in zip(chosen, heads, strict=True):
            # None: nothing to tell apart, so never warn.
            # Rounded to eleven bits: it changes no margin by a thousandth, and the file packs to half its size.
            self.coef_[label] = 0.0 if head is None else head.coef_[0].astype(np.float16)
            self.intercept_[label] = NEVER if head is None else head.intercept_[0]
        return self

    def _head(self, X: sparse.csr_matrix, y: Floats, weights: Floats) -> LogisticRegression | None:  # noqa: N803
        used = weights > 0
        target = y[used]
        if target.min(initial=1) == target.max(initial=0):
            return None
        head = LogisticRegression(
            C=self.strength, solver="liblinear", dual=True, random_state=SEED, max_iter=300, tol=TOLERANCE
        )
        return head.fit(X[used], target, sample_weight=weights[used] * balance(target))

    def decision_function(self, X: sparse.csr_matrix) -> Floats:  # noqa: N803
        """Return the margins, shape (n_texts, n_labels)."""
        return np.asarray(X @ self.coef_.T + self.intercept_)

    def predict_proba(self, X: sparse.csr_matrix) -> Floats:  # noqa: N803
        """Return uncalibrated probabilities, shape (n_texts, n_labels)."""
        return np.asarray(1 / (1 + np.exp(-self.decision_function(X))))


def balance(target: Floats) -> Floats:
    """Weigh the rarer side up by the square root of the imbalance: fewer misses without a flood of alarms."""
    positives = float(target.sum())
    return np.where(target == 1, np.sqrt((len(target) - positives) / positives), 1.0)


def make_features(min_df: int = 2, *, prior: bool = True) -> Pipeline:
    """Make the features: words with their neighbours and characters inside words by rarity (IDF), and the prior."""

    def block(analyzer: Any, at_least: int) -> Pipeline:
        return make_pipeline(CountVectorizer(analyzer=analyzer, min_df=at_least), TfidfTransformer(norm=None))

    blocks = [
        ("word", block(features.words_of, min_df)),
        ("char", block(features.chars_of, 3 * min_df)),
        *([("prior", FunctionTransformer(prior_sums))] if prior else []),
        ("length", FunctionTransformer(features.lengths_of)),
    ]
    union = FeatureUnion(blocks, transformer_weights={"char": CHAR_WEIGHT})
    return Pipeline([("read", FunctionTransformer(features.read)), ("blocks", union), ("scale", LengthScale())])


def make_classifier(fitted: Pipeline, heads: LinearHeads) -> Pipeline:
    """Join fitted features and heads into the pipeline that the artefact holds."""
    return Pipeline([("features", fitted), ("heads", heads)])

"""The scikit-learn side of the classifier: n-gram blocks with additive TF-IDF, and one linear head a label.

Each weight of a text is a sum over its tokens, divided by one number a block. Serving can therefore add up what
each word brings (`scorer.py`) and say which words weighed most, with the very weights trained here.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline

from model import features
from model.scorer import TABLES, VOCABULARY

Floats = np.ndarray[Any, np.dtype[np.float64]]
SEED = 7


class AdditiveTfidf(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """TF-IDF whose row norm counts every occurrence by itself.

    The norm is sqrt(sum over occurrences of idf**2). It equals the usual L2 norm where no n-gram occurs twice,
    and is a sum over tokens, which the usual one is not.

    Attributes
    ----------
    idf_ : array of shape (n_features,)
        ln((1 + n) / (1 + df)) + 1, as in scikit-learn's TfidfTransformer.
    """

    def fit(self, X: sparse.csr_matrix, y: object = None) -> Self:  # noqa: ARG002, N803 - scikit-learn's signature
        """Learn the inverse document frequencies of the counts `X`, shape (n_texts, n_features)."""
        frequency = np.asarray((X > 0).sum(axis=0)).ravel()
        self.idf_: Floats = np.log((1 + X.shape[0]) / (1 + frequency)) + 1
        return self

    def transform(self, X: sparse.csr_matrix) -> sparse.csr_matrix:  # noqa: N803
        """Weight the counts `X`; rows without any known n-gram stay zero."""
        norms = np.sqrt(X @ (self.idf_**2))
        norms[norms == 0] = 1.0
        return sparse.csr_matrix(sparse.diags(1 / norms) @ X @ sparse.diags(self.idf_))


class LinearHeads(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """One logistic regression a label, each with sample weights of its own.

    A weight of zero leaves a text out for that label alone: a sentence whose label shows only together with its
    neighbour is neither a positive nor a negative example.
    """

    def __init__(self, strength: float = 3.0) -> None:
        self.strength = strength

    def fit(self, X: sparse.csr_matrix, y: Floats, sample_weight: Floats | None = None) -> Self:  # noqa: N803
        """Fit on features `X` (n_texts, n_features), labels `y` (n_texts, n_labels, 0 or 1) and weights alike."""
        self.coef_ = np.zeros((y.shape[1], X.shape[1]))
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
        for label in labels:
            used = weights[:, label] > 0
            target = y[used, label]
            if target.min(initial=1) == target.max(initial=0):
                self.intercept_[label] = -10.0  # nothing to tell apart: never warn
                continue
            head = LogisticRegression(C=self.strength, solver="liblinear", dual=True, random_state=SEED, max_iter=300)
            head.fit(X[used], target, sample_weight=weights[used, label] * _balance(target))
            self.coef_[label] = head.coef_[0]
            self.intercept_[label] = head.intercept_[0]
        return self

    def decision_function(self, X: sparse.csr_matrix) -> Floats:  # noqa: N803
        """Return the margins, shape (n_texts, n_labels)."""
        return np.asarray(X @ self.coef_.T + self.intercept_)

    def predict_proba(self, X: sparse.csr_matrix) -> Floats:  # noqa: N803
        """Return uncalibrated probabilities, shape (n_texts, n_labels)."""
        return np.asarray(1 / (1 + np.exp(-self.decision_function(X))))


def _balance(target: Floats) -> Floats:
    """Weigh the rarer side up by the square root of the imbalance: fewer misses without a flood of alarms."""
    positives = float(target.sum())
    return np.where(target == 1, np.sqrt((len(target) - positives) / positives), 1.0)


def make_features(min_df: int = 2) -> FeatureUnion:
    """Make the two n-gram blocks: words with their neighbours, and characters inside words."""
    return FeatureUnion(
        [
            (
                "word",
                make_pipeline(CountVectorizer(analyzer=features.words_of, min_df=min_df), AdditiveTfidf()),
            ),
            (
                "char",
                make_pipeline(CountVectorizer(analyzer=features.chars_of, min_df=min_df + 1), AdditiveTfidf()),
            ),
        ]
    )


def make_classifier(fitted: FeatureUnion, heads: LinearHeads) -> Pipeline:
    """Join fitted features and heads into the pipeline that the artefact holds."""
    return Pipeline([("features", fitted), ("heads", heads)])


def export(sentence: Pipeline, post: Pipeline, folder: Path) -> None:
    """Write the two pipelines, which share their features, as tables and vocabulary into `folder`."""
    blocks = dict(sentence.named_steps["features"].transformer_list)
    word_vocabulary, word_idf = _block(blocks["word"])
    char_vocabulary, char_idf = _block(blocks["char"])
    coefficients = np.vstack([sentence.named_steps["heads"].coef_, post.named_steps["heads"].coef_]).T
    split = len(word_vocabulary)
    words = np.hstack([coefficients[:split] * word_idf[:, None], word_idf[:, None] ** 2])
    chars = np.hstack([coefficients[split:] * char_idf[:, None], char_idf[:, None] ** 2])
    char_row = {gram: row for row, gram in enumerate(char_vocabulary)}
    pair_words = [gram for gram in word_vocabulary if " " in gram]
    single = {gram: words[row] for row, gram in enumerate(word_vocabulary) if " " not in gram}
    known = [*single, *(word for word in features.classed_words() if word not in single)]
    tokens = np.zeros((len(known), 2 * coefficients.shape[1] + 2))
    width = coefficients.shape[1]
    for row, token in enumerate(known):
        for gram in (token, *features.classes_of(token)):
            if gram in single:
                tokens[row, :width] += single[gram][:-1]
                tokens[row, -2] += single[gram][-1]
        spelled = chars[[char_row[gram] for gram in features.char_grams(token) if gram in char_row]].sum(axis=0)
        tokens[row, width:-2], tokens[row, -1] = spelled[:-1], spelled[-1]
    pairs = words[[" " in gram for gram in word_vocabulary]]
    for name, table in zip(TABLES, (tokens, pairs, chars), strict=True):
        unknown = np.zeros((1, table.shape[1]))
        np.save(folder / f"{name}.npy", np.vstack([table, unknown]).astype(np.float32), allow_pickle=False)
    vocabulary = dict(zip(TABLES, (known, pair_words, list(char_vocabulary)), strict=True))
    (folder / VOCABULARY).write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")


def _block(block: Pipeline) -> tuple[list[str], Any]:
    counts, weights = (step for _, step in block.steps)
    return counts.get_feature_names_out().tolist(), weights.idf_

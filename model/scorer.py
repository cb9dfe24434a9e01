"""Lean serving of the trained heads: adds up what each word brings, from memory-mapped tables without a pickle.

The tables hold one row a token, neighbour pair or character n-gram, and a last row of zeros for all that is
unknown; `classifier.export` writes them from the
scikit-learn pipelines, whose margins the `Scorer` equals (tests hold them together).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from model.features import Token, char_grams, class_pairs, classes_of

Floats32 = np.ndarray[Any, np.dtype[np.float32]]
TABLES = ("tokens", "pairs", "chars")
VOCABULARY = "vocabulary.json"


@dataclass(frozen=True, slots=True)
class Scores:
    """Margins of one text: `sentences` has shape (n_sentences, n_labels), `post` has shape (n_labels,).

    `norms` has shape (2, n_sentences): what the word weights and the character weights were divided by.
    """

    sentences: Floats32
    post: Floats32
    norms: Floats32


class Scorer:
    """The serving form of one trained version; safe to share between threads."""

    def __init__(self, folder: Path, intercepts: Sequence[Sequence[float]]) -> None:
        """Map the tables in `folder`; `intercepts` has shape (2, n_labels): sentence head, post head."""
        self._tokens, self._pairs, self._chars = (_map(folder / f"{name}.npy") for name in TABLES)
        vocabulary = json.loads((folder / VOCABULARY).read_text(encoding="utf-8"))
        self._token_row, self._pair_row, self._char_row = (
            {gram: row for row, gram in enumerate(vocabulary[name])} for name in TABLES
        )
        self._classes = {token: classes_of(token) for token in self._token_row}
        self._intercepts = np.asarray(intercepts, dtype=np.float32)
        self.n_labels = self._intercepts.shape[1]
        self._width = 2 * self.n_labels

    def score(self, rows: Sequence[Sequence[Token]]) -> Scores:
        """Score one text, given as tokens a sentence; see `Scores` for the shapes."""
        n = self.n_labels
        if not rows:
            empty = np.empty((0, n), dtype=np.float32)
            return Scores(empty, self._intercepts[1].copy(), np.empty((2, 0), dtype=np.float32))
        sums = self._sums([[token[0] for token in row] for row in rows])
        whole = sums.sum(axis=0, keepdims=True)
        norms = _norms(sums[:, -2:].T)
        post = self._margins(whole, _norms(whole[:, -2:].T))[0, n:] + self._intercepts[1]
        return Scores(self._margins(sums, norms)[:, :n] + self._intercepts[0], post, norms)

    def contributions(
        self, row: Sequence[Token], label: int, norms: Sequence[float], *, post: bool = False
    ) -> list[float]:
        """Say what each token of a sentence adds to the margin of `label`; a pair's weight is shared by its two.

        `norms` are the two of this sentence, as in `Scores.norms`.
        """
        texts = [token.text for token in row]
        column = label + (self.n_labels if post else 0)
        word_norm, char_norm = float(norms[0]), float(norms[1])
        table = self._tokens[[self._row(text) for text in texts]]
        weights: list[float] = (table[:, column] / word_norm + table[:, self._width + column] / char_norm).tolist()
        for index, text in enumerate(texts):
            if text not in self._token_row:
                spelled = self._spelled(text)
                weights[index] += float(spelled[column] / word_norm + spelled[self._width + column] / char_norm)
        neighbors = [(at - 1, at, " ".join(pair)) for at, pair in enumerate(pairwise(("<s>", *texts, "</s>")))]
        for first, second, pair in (*neighbors, *class_pairs(texts)):
            place = self._pair_row.get(pair)
            if place is not None:
                share = float(self._pairs[place, column]) / word_norm / 2
                if first >= 0:
                    weights[first] += share
                if second < len(weights):
                    weights[second] += share
        return weights

    def _sums(self, sentences: list[list[str]]) -> Floats32:
        """Add up the tables' rows a sentence: word weights, character weights, and the squares for both norms."""
        known, unseen = self._token_row, -1
        token_ids: list[int] = []
        pair_ids: list[int] = []
        token_starts, pair_starts = [], []
        unknown: list[tuple[int, str]] = []
        pair_row, classes_at = self._pair_row, self._classes
        for number, texts in enumerate(sentences):
            token_starts.append(len(token_ids))
            pair_starts.append(len(pair_ids))
            before = "<s>"
            classes_before: tuple[str, ...] = ()
            for text in texts:
                row = known.get(text, unseen)
                token_ids.append(row)
                pair = pair_row.get(before + " " + text)
                if pair is not None:
                    pair_ids.append(pair)
                if row < 0:
                    unknown.append((number, text))
                    classes = classes_of(text)
                else:
                    classes = classes_at[text]
                if classes:
                    for first in classes_before:
                        for second in classes:
                            pair = pair_row.get(first + " " + second)
                            if pair is not None:
                                pair_ids.append(pair)
                    classes_before = classes
                before = text
            # At least one row a sentence, so that each has its place in the sums.
            pair_ids.append(pair_row.get(before + " </s>", unseen))
        sums: Floats32 = np.add.reduceat(self._tokens[token_ids], token_starts)
        pairs = np.add.reduceat(self._pairs[pair_ids], pair_starts)
        sums[:, : self._width] += pairs[:, :-1]
        sums[:, -2] += pairs[:, -1]
        for number, text in unknown:
            sums[number] += self._spelled(text)
        return sums

    def _margins(self, sums: Floats32, norms: Floats32) -> Floats32:
        width = self._width
        margins: Floats32 = sums[:, :width] / norms[0][:, None] + sums[:, width : 2 * width] / norms[1][:, None]
        return margins

    def _row(self, token: str) -> int:
        return self._token_row.get(token, -1)

    def _spelled(self, token: str) -> Floats32:
        """Return the row of a token that has none in the table: its character n-grams and its classes."""
        row = np.zeros(2 * self._width + 2, dtype=np.float32)
        if token not in self._token_row:
            grams = [self._char_row[gram] for gram in char_grams(token) if gram in self._char_row]
            total = self._chars[grams].sum(axis=0)
            row[self._width : 2 * self._width], row[-1] = total[:-1], total[-1]
            for name in classes_of(token):
                row += self._tokens[self._row(name)]
        return row


def _map(file: Path) -> Floats32:
    """Map a table into memory; processes that map the same file share its pages."""
    return np.asarray(np.load(file, mmap_mode="r", allow_pickle=False))


def _norms(squares: Floats32) -> Floats32:
    """Return the square roots, with 1 where there is nothing to divide."""
    return np.asarray(np.sqrt(np.where(squares > 0, squares, 1)))

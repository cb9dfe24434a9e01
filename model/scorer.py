"""Lean serving of the trained heads: adds up what each word brings, from memory-mapped tables without a pickle.

`grams.npy` holds one row a token, then one a pair, then a row of zeros for all that is unknown; `chars.npy` holds the
character n-grams that spell a word without a row. `export.export` writes them from the scikit-learn pipelines, whose
margins the `Scorer` equals (tests hold them together).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from model.features import FIRST, LAST, LONGEST, Row, char_grams, class_pairs, classes_of, softened

Floats32 = np.ndarray[Any, np.dtype[np.float32]]
TABLES = ("grams", "chars")
VOCABULARY = "vocabulary.json"
_SPELLED = 4096  # unknown words whose rows are kept


@dataclass(frozen=True, slots=True)
class Scores:
    """Margins of one text: `sentences` has shape (n_sentences, n_labels), `post` has shape (n_labels,)."""

    sentences: Floats32
    post: Floats32


class Scorer:
    """The serving form of one trained version; safe to share between threads."""

    def __init__(self, folder: Path, intercepts: Sequence[Sequence[float]]) -> None:
        """Map the tables in `folder`; `intercepts` has shape (2, n_labels): sentence head, post head."""
        self._grams, self._chars = (_map(folder / f"{name}.npy") for name in TABLES)
        vocabulary = json.loads((folder / VOCABULARY).read_text(encoding="utf-8"))
        self._row = {token: row for row, token in enumerate(vocabulary["tokens"])}
        self._char_row = {gram: row for row, gram in enumerate(vocabulary["chars"])}
        self._unknown = len(self._grams) - 1
        self._pairs = _Pairs(vocabulary["pairs"], first_row=len(self._row), missing=self._unknown)
        self._intercepts = np.asarray(intercepts, dtype=np.float32)
        self.n_labels = self._intercepts.shape[1]
        # While one types, the same unknown words come again and again. Kept by Python's keyed hash, never as words.
        self._spelled: dict[int, Floats32] = {}

    def score(self, rows: Sequence[Row]) -> Scores:
        """Score one text, given as tokens a sentence; see `Scores` for the shapes."""
        n = self.n_labels
        if not rows:
            return Scores(np.empty((0, n), dtype=np.float32), self._intercepts[1].copy())
        sums = self._sums([row.texts for row in rows])
        lengths = np.array([len(row) for row in rows])
        sentences = sums[:, :n] / softened(lengths)[:, None] + self._intercepts[0]
        # Margins grow with the square root of the length: a very long text is as risky as its riskiest stretch.
        starts = _stretches(lengths.tolist())
        wholes = np.add.reduceat(sums[:, n:], starts) / softened(np.add.reduceat(lengths, starts))[:, None]
        post = wholes.max(axis=0) + self._intercepts[1]
        return Scores(sentences.astype(np.float32), post.astype(np.float32))

    def contributions(self, row: Row, label: int, *, post: bool = False) -> list[float]:
        """Say what each token of a sentence adds to the margin of `label`; a pair's weight is shared by its two."""
        column = label + (self.n_labels if post else 0)
        ids = self._ids(row.texts)
        weights: list[float] = self._grams[ids, column].tolist()
        for index, text in enumerate(row.texts):
            if ids[index] == self._unknown:
                weights[index] += float(self._spell(text)[column])
        bounded = [self._row[FIRST], *ids, self._row[LAST]]
        neighbors = zip(range(-1, len(ids)), range(len(ids) + 1), self._pairs.rows(bounded).tolist(), strict=True)
        for first, second, gram in (*neighbors, *self._class_pairs(row.texts)):
            share = float(self._grams[gram, column]) / 2
            if first >= 0:
                weights[first] += share
            if second < len(weights):
                weights[second] += share
        norm = float(softened(len(row)))
        return [weight / norm for weight in weights]

    def _sums(self, sentences: list[list[str]]) -> Floats32:
        """Add up the rows of each sentence, shape (n_sentences, 2 * n_labels)."""
        first, last = self._row[FIRST], self._row[LAST]
        flat: list[int] = []
        starts: list[int] = []
        more: list[tuple[int, Floats32]] = []
        for number, texts in enumerate(sentences):
            starts.append(2 * len(flat))
            ids = self._ids(texts)
            flat += (first, *ids, last)
            if self._unknown in ids:
                unknown = [text for text, row in zip(texts, ids, strict=True) if row == self._unknown]
                more += [(number, self._spell(text)) for text in unknown]
            classed = [gram for _, _, gram in self._class_pairs(texts)]
            if classed:
                more.append((number, self._grams[classed].sum(axis=0)))
        # Tokens and the pairs that they begin take turns, so that each sentence is one stretch of rows.
        grams = np.empty((len(flat), 2), dtype=np.intp)
        grams[:, 0] = flat
        grams[:-1, 1] = self._pairs.rows(flat)
        grams[-1, 1] = self._unknown
        sums: Floats32 = np.add.reduceat(self._grams[grams.ravel()], starts)
        for number, row_sum in more:
            sums[number] += row_sum
        return sums

    def _ids(self, texts: Sequence[str]) -> list[int]:
        rows, unknown = self._row, self._unknown
        return [rows.get(text, unknown) for text in texts]

    def _class_pairs(self, texts: Sequence[str]) -> Iterator[tuple[int, int, int]]:
        for first, second, names in class_pairs(texts):
            gram = self._pairs.row(self._row.get(names[0], self._unknown), self._row.get(names[1], self._unknown))
            if gram != self._unknown:
                yield first, second, gram

    def _spell(self, token: str) -> Floats32:
        """Return the row of a token that has none in the table: its character n-grams and its classes."""
        key = hash(token)
        found = self._spelled.get(key)
        if found is None:
            grams = [self._char_row[gram] for gram in char_grams(token) if gram in self._char_row]
            classes = [self._row[name] for name in classes_of(token) if name in self._row]
            found = self._chars[grams].sum(axis=0) + self._grams[classes].sum(axis=0)
            if len(self._spelled) >= _SPELLED:
                self._spelled.clear()
            self._spelled[key] = found
        return found


class _Pairs:
    """Finds the rows of pairs of tokens: a sorted array of codes, searched for many pairs at once."""

    def __init__(self, pairs: Sequence[Sequence[int]], *, first_row: int, missing: int) -> None:
        codes = np.array([one * (missing + 1) + other for one, other in pairs] or [-1], dtype=np.int64)
        order = np.argsort(codes)
        self._codes, self._rows = codes[order], (order + first_row).astype(np.intp)
        self._by_code: dict[int, int] = dict(zip(self._codes.tolist(), self._rows.tolist(), strict=True))
        self._width, self._missing = missing + 1, missing

    def rows(self, tokens: Sequence[int]) -> np.ndarray[Any, np.dtype[np.intp]]:
        """Return the row of each two neighbors among `tokens` (rows of tokens), shape (n - 1,)."""
        ids = np.asarray(tokens, dtype=np.int64)
        codes = ids[:-1] * self._width + ids[1:]
        places = np.minimum(np.searchsorted(self._codes, codes), len(self._codes) - 1)
        return np.where(self._codes[places] == codes, self._rows[places], self._missing)

    def row(self, first: int, second: int) -> int:
        """Return the row of one pair."""
        return self._by_code.get(first * self._width + second, self._missing)


def _stretches(lengths: Sequence[int]) -> list[int]:
    """Return where stretches of sentences begin that have at most `LONGEST` tokens, or one sentence, each."""
    starts, total = [0], 0
    for index, length in enumerate(lengths):
        if index > starts[-1] and total + length > LONGEST:
            starts.append(index)
            total = 0
        total += length
    return starts


def _map(file: Path) -> Floats32:
    """Map a table into memory; processes that map the same file share its pages."""
    return np.asarray(np.load(file, mmap_mode="r", allow_pickle=False))

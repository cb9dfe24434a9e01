"""What public data sets know about hostile and vulgar words: shipped weights, as features of the classifier.

`prior/` is learnt by `python -m prior` from the sets named in prior/sources.py; each question is one column.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from model.features import Sentences, char_grams, word_grams

FOLDER = Path(__file__).parent / "prior"
VOCABULARY, WEIGHTS = "vocabulary.json", "weights.npz"
BLOCKS = ("word", "char")
SCALE = 0.1  # beside the n-grams of the corpus: chosen out of fold


@cache
def table() -> dict[str, dict[str, Any]]:
    """Return block ("word", "char") -> gram -> weights, one a question, float64, shape (n_questions,)."""
    grams = json.loads((FOLDER / VOCABULARY).read_text(encoding="utf-8"))
    with np.load(FOLDER / WEIGHTS, allow_pickle=False) as weights:
        scaled = {block: weights[block].astype(np.float64) * SCALE for block in BLOCKS}
    return {block: dict(zip(grams[block], scaled[block], strict=True)) for block in BLOCKS}


def questions() -> int:
    """Return the number of columns."""
    return len(next(iter(table()["word"].values())))


def sums_of(texts: Sequence[Sentences]) -> Any:
    """Add up the weights of the grams of each text, read by `features.read`, shape (n_texts, n_questions)."""
    words, chars = (table()[block] for block in BLOCKS)
    sums = np.zeros((len(texts), questions()))
    for index, rows in enumerate(texts):
        found = [words[gram] for gram in word_grams(rows) if gram in words]
        found += [chars[gram] for row in rows for token in row for gram in char_grams(token) if gram in chars]
        if found:
            sums[index] = np.sum(found, axis=0)
    return sums

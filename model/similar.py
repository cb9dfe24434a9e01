"""Finds texts that say the same: near-duplicates, shared skeletons, and the groups that every split keeps together."""

import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import CountVectorizer

from model.alike import NEAR_DUPLICATE, WORD_OR_MARK
from model.dataset import Record
from model.wordlists import FUNCTION

_SKELETON_WORD = re.compile(r"[\w']+|[.!?,;:]")
_FEWEST_BONES = 5  # function words below which a skeleton says nothing


def group_of(
    records: Sequence[Record], texts: Sequence[str] | None = None
) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    """Number the groups that every split must keep together: pairs and clusters of near-duplicates.

    `texts` are the texts to compare where they differ from the records' own (masked ones, say).
    Returns one group number a record, shape (n_records,).
    """
    texts = [record.text for record in records] if texts is None else texts
    count = len(records)
    rows: list[int] = []
    columns: list[int] = []
    first: dict[str, int] = {}
    for index, record in enumerate(records):
        if record.pair is not None:
            rows.append(index)
            columns.append(first.setdefault(record.pair, index))
    for one, other in near_duplicates(texts):
        rows.append(one)
        columns.append(other)
    links = sparse.coo_matrix((np.ones(len(rows)), (rows, columns)), shape=(count, count))
    _, groups = connected_components(links, directed=False)
    return np.asarray(groups)


def near_duplicates(texts: Sequence[str], others: Sequence[str] | None = None) -> list[tuple[int, int]]:
    """List the pairs (i, j) of texts whose word pairs overlap by NEAR_DUPLICATE (Jaccard) or more.

    Within `texts` (then i < j), or between `texts` and `others`. Exact, through one sparse product a block.
    """
    shingles = CountVectorizer(ngram_range=(2, 2), token_pattern=WORD_OR_MARK, binary=True, dtype=np.int32)
    try:
        left = shingles.fit_transform([*texts, *(others or ())])
    except ValueError:  # not one pair of words anywhere
        return []
    right = left[len(texts) :] if others is not None else left
    left = left[: len(texts)]
    sizes, other_sizes = np.asarray(left.sum(axis=1)).ravel(), np.asarray(right.sum(axis=1)).ravel()
    found: list[tuple[int, int]] = []
    for start in range(0, left.shape[0], 1000):
        shared = (left[start : start + 1000] @ right.T).tocoo()
        i, j = shared.row + start, shared.col
        alike = shared.data >= NEAR_DUPLICATE * (sizes[i] + other_sizes[j] - shared.data)
        if others is None:
            alike &= i < j
        found += zip(i[alike].tolist(), j[alike].tolist(), strict=True)
    return found


def skeleton(text: str) -> str:
    """Return the function words and marks of `text` with each run of other words as "_"; "" where they are too few."""
    bones: list[str] = []
    for word in _SKELETON_WORD.findall(text.lower()):
        bone = word if word in FUNCTION or not word[0].isalnum() else "_"
        if bone != "_" or bones[-1:] != ["_"]:
            bones.append(bone)
    return " ".join(bones) if sum(bone in FUNCTION for bone in bones) >= _FEWEST_BONES else ""


def shared_skeletons(records: Sequence[Record]) -> list[str]:
    """List the ids of records whose skeleton an earlier record has too, the two sides of a pair exempt."""
    known: dict[str, list[Record]] = defaultdict(list)
    found = []
    for record in records:
        bones = skeleton(record.text)
        if not bones:
            continue
        if any(other.pair is None or other.pair != record.pair for other in known[bones]):
            found.append(record.id)
        known[bones].append(record)
    return found

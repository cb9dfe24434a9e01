"""Turns corpus records into what the two heads learn from: texts, targets and weights, grouped.

A sentence record teaches both heads. A post teaches the post head as a whole; to the sentence head it gives its
sentences, each with the labels whose evidence lies in it alone. Evidence spread over several sentences leaves those
sentences out for that label: it takes both to tell.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from model.base_rates import BaseRates, real_life
from model.dataset import Record, is_held_back
from model.features import read
from model.segment import sentences
from model.similar import group_of
from model.variants import filled, masked_twin, shortened

Floats = np.ndarray[Any, np.dtype[np.float64]]
TWIN_WEIGHT = 0.5  # a masked twin says the same again: it counts half
REVIEWED_WEIGHT = 3.0  # a reviewer's decision about a real post counts more than a corpus sentence
FILLINGS = 3  # versions of a reviewed text with its masks filled
SHORTENINGS = 6  # versions of a reviewed text with words left out, so that its paraphrases follow


@dataclass(frozen=True, slots=True)
class Examples:
    """What one head learns from.

    `texts` has n entries; `targets` and `weights` have shape (n, n_labels); `groups` has shape (n,);
    `original` marks texts as written, not masked or filled; `reviewed` marks reviewers' decisions; `unseen` marks
    what the encoder never learned from; `real` is how much each text counts where figures shall look like real life,
    shape (n,).
    """

    texts: list[str]
    targets: Floats
    weights: Floats
    groups: np.ndarray[Any, np.dtype[np.int32]]
    original: np.ndarray[Any, np.dtype[np.bool_]]
    reviewed: np.ndarray[Any, np.dtype[np.bool_]]
    unseen: np.ndarray[Any, np.dtype[np.bool_]]
    real: Floats

    def only(self, rows: np.ndarray[Any, np.dtype[np.bool_]]) -> "Examples":
        """Return the examples that `rows` marks."""
        texts = [text for text, chosen in zip(self.texts, rows.tolist(), strict=True) if chosen]
        return Examples(texts, **{one.name: getattr(self, one.name)[rows] for one in fields(self)[1:]})


_Source = tuple[Record, int, float]  # a record, its group, and how much it counts in real life


class _Builder:
    def __init__(self, labels: Sequence[str]) -> None:
        self.labels = labels
        self.rows: list[tuple[str, Floats, Floats, int, bool, bool, bool, float]] = []

    def add(self, text: str, positive: set[str], unsure: set[str], source: _Source) -> None:
        record, group, real = source
        target = np.array([label in positive for label in self.labels], dtype=float)
        weight = np.array([label not in unsure for label in self.labels], dtype=float)
        weight *= REVIEWED_WEIGHT if record.reviewed else 1.0
        unseen = is_held_back(record)
        self.rows.append((text, target, weight, group, True, record.reviewed, unseen, real))
        others = [masked_twin(text)]
        seen = read([text])
        if record.reviewed:
            others = [filled(text, seed) for seed in range(FILLINGS)]
            others += [filled(shortened(text, seed), seed) for seed in range(SHORTENINGS)]
        for other in dict.fromkeys(others):
            # A twin that reads like its text (names are one token) says nothing new.
            if other is not None and read([other]) != seen:
                self.rows.append((other, target, weight * TWIN_WEIGHT, group, False, record.reviewed, unseen, 0.0))

    def build(self) -> Examples:
        texts, targets, weights, groups, original, reviewed, unseen, real = zip(*self.rows, strict=True)
        return Examples(
            list(texts),
            np.array(targets),
            np.array(weights),
            np.array(groups, dtype=np.int32),
            np.array(original, dtype=bool),
            np.array(reviewed, dtype=bool),
            np.array(unseen, dtype=bool),
            np.array(real),
        )


def build(records: Sequence[Record], labels: Sequence[str], rates: BaseRates) -> tuple[Examples, Examples]:
    """Build the examples of the sentence head and of the post head from `records`."""
    sentence_head, post_head = _Builder(labels), _Builder(labels)
    shares = real_life(records, rates)
    for source in zip(records, group_of(records).tolist(), shares, strict=True):
        record = source[0]
        spans = sentences(record.text)
        everything = set(record.labels)
        post_head.add(record.text, everything, set(), source)
        if record.unit == "sentence" or len(spans) == 1:
            sentence_head.add(record.text, everything, set(), source)
            continue
        holds = {label: where(evidence, spans) for label, evidence in record.labels.items()}
        for index, (start, end) in enumerate(spans):
            here = {label for label, places in holds.items() if index in places}
            unsure = {label for label in here if len(holds[label]) > 1}
            sentence_head.add(record.text[start:end], here - unsure, unsure, source)
    return sentence_head.build(), post_head.build()


def where(evidence: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> set[int]:
    """Return the numbers of the sentences, of `spans`, in which a piece of `evidence` lies."""
    return {i for i, (start, end) in enumerate(spans) for piece in evidence if piece[0] < end and piece[1] > start}

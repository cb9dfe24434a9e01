"""Learns which n-grams the classifier knows, so that no word of a single flagged example is among them.

An n-gram counts as known when the corpus has it often enough, or when three independent reviewed examples have it:
examples that are no near-duplicates of each other.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from sklearn.pipeline import Pipeline

from model import features
from model.classifier import make_features
from model.examples import Examples

SOURCES = 3  # independent reviewed examples that an n-gram needs where the corpus lacks it


def learn(part: Examples) -> Pipeline:
    """Fit the features on the texts of `part`; reviewed ones add only what three independent sources have."""
    corpus = [text for text, reviewed in zip(part.texts, part.reviewed.tolist(), strict=True) if not reviewed]
    union = make_features().fit(corpus)
    chosen = np.flatnonzero(part.reviewed & part.original)
    if not len(chosen):
        return union
    read = features.read([part.texts[row] for row in chosen])
    groups = part.groups[chosen].tolist()
    steps = dict(union.named_steps["blocks"].transformer_list)
    added = False
    for name, analyzer in (("word", features.words_of), ("char", features.chars_of)):
        counts = steps[name].steps[0][1]
        shared = _shared((analyzer(one) for one in read), groups) - set(counts.vocabulary_)
        if shared:
            counts.set_params(vocabulary=sorted([*counts.vocabulary_, *shared]))
            added = True
    return union.fit(corpus) if added else union


def _shared(grams: Iterable[Sequence[str]], groups: Iterable[int]) -> set[str]:
    """Return the n-grams that stand in at least SOURCES groups."""
    sources: dict[str, set[int]] = defaultdict(set)
    for found, group in zip(grams, groups, strict=True):
        for gram in found:
            sources[gram].add(group)
    return {gram for gram, where in sources.items() if len(where) >= SOURCES}

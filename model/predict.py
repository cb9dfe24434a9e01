"""What the trained heads say about one text: scores over their thresholds, on the words that weighed most."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Any

import numpy as np

from model import artefacts
from model.features import NAME, Row
from model.finding import Finding
from model.policy import Policy
from model.scorer import Scorer
from model.sensitivity import shifted

HEADS = ("sentence", "post")
_LONGEST_SPAN = 10  # tokens; a longer underline names nothing
_MARKS = frozenset("!?.,;:")


@dataclass(frozen=True, slots=True)
class _Head:
    slope: Any
    offset: Any
    doubt: Any  # the margin below which a label is doubted
    cut: Any  # the margin at which the threshold is reached: comparing margins saves a sigmoid

    def probability(self, margin: float, label: int) -> float:
        return 1 / (1 + exp(-max(-60.0, min(60.0, float(self.slope[label] * margin + self.offset[label])))))


class Classifier:
    """One trained version in its serving form."""

    def __init__(self, place: Path, manifest: dict[str, Any], policy: Policy) -> None:
        """Serve the tables in `place` with the numbers of the two heads from the `manifest`."""
        self.labels = tuple(policy.labels)
        self._origin = place, manifest
        numbers, thresholds = manifest["heads"], dict(manifest["thresholds"])
        steps = [label.sensitivity for label in policy.labels.values()]
        thresholds["shown"] = shifted(thresholds["shown"], steps)
        self.likely = float(thresholds["likely"])  # the score from which a finding is called likely
        self.scorer = Scorer(place, [numbers[name]["intercept"] for name in HEADS])
        self.sentence, self.post = (_head(numbers[name], thresholds) for name in HEADS)
        self._reasons = [policy.labels[label].reason for label in self.labels]

    def under(self, policy: Policy) -> "Classifier":
        """Return the same version, serving another policy with the same labels."""
        return Classifier(*self._origin, policy)

    def find(self, rows: Sequence[Row]) -> tuple[list[Finding], frozenset[str]]:
        """List what the heads find in a text, given as tokens a sentence, and the labels that they doubt.

        A sentence's own findings come first; the post head speaks only for labels that no single sentence has
        shown, and only where there are several sentences. A label is doubted where nothing in the text makes it much
        likelier than it is anyway.
        """
        if not rows:
            return [], frozenset()
        scores = self.scorer.score(rows)
        found: list[Finding] = []
        shown: set[int] = set()
        for index, label in zip(*np.nonzero(scores.sentences >= self.sentence.cut), strict=True):
            shown.add(int(label))
            margin = float(scores.sentences[index, label])
            found.append(self._finding(rows[index], int(label), margin, post=False))
        if len(rows) > 1:
            for label in np.flatnonzero(scores.post >= self.post.cut).tolist():
                if label not in shown:
                    best = int(np.argmax(scores.sentences[:, label]))
                    found.append(self._finding(rows[best], label, float(scores.post[label]), post=True))
        believed = (scores.sentences >= self.sentence.doubt).any(axis=0) | (scores.post >= self.post.doubt)
        return found, frozenset(self.labels[label] for label in np.flatnonzero(~believed).tolist())

    def probabilities(self, rows: Sequence[Row]) -> dict[str, float]:
        """Return, a label, how likely the text deserves it: the highest of its sentences and of the whole."""
        scores = self.scorer.score(rows)
        best = {}
        for index, label in enumerate(self.labels):
            found = [self.sentence.probability(float(margin), index) for margin in scores.sentences[:, index]]
            if len(rows) > 1:
                found.append(self.post.probability(float(scores.post[index]), index))
            best[label] = max(found, default=0.0)
        return best

    def _finding(self, row: Row, label: int, margin: float, *, post: bool) -> Finding:
        head = self.post if post else self.sentence
        start, end = heaviest(row, self.scorer.contributions(row, label, post=post))
        score = round(head.probability(margin, label), 4)
        return Finding(start, end, self.labels[label], "classifier", score, self._reasons[label], None)


def load_classifier(folder: Path, version: str, policy: Policy) -> Classifier:
    """Load a version; ArtefactError when it is missing, altered or made for other labels."""
    manifest = artefacts.check(folder, version, tuple(policy.labels))
    return Classifier(folder / version, manifest, policy)


def _head(numbers: dict[str, list[float]], thresholds: dict[str, Any]) -> _Head:
    slope, offset = np.asarray(numbers["slope"]), np.asarray(numbers["offset"])

    def margin(scores: Sequence[float]) -> Any:
        score = np.clip(np.asarray(scores), 1e-9, 1 - 1e-9)
        return ((np.log(score / (1 - score)) - offset) / slope).astype(np.float32)

    return _Head(slope, offset, margin(thresholds["doubted"]), margin(thresholds["shown"]))


def heaviest(row: Row, weights: Sequence[float]) -> tuple[int, int]:
    """Return the offsets of the run of words that weighed most, half-open, in the text as typed.

    The run with the largest sum of weights above their mean (Kadane, 1984), at most ten tokens long, without
    punctuation at its ends; with a name at its edge the name is kept only if it weighs.
    """
    texts = row.texts
    floor = max(0.0, sum(weights) / len(weights))
    lifted = [weight - floor for weight in weights]
    best, best_run = float("-inf"), (0, 1)
    for begin in range(len(row)):
        total = 0.0
        for finish in range(begin, min(begin + _LONGEST_SPAN, len(row))):
            total += lifted[finish]
            if total > best:
                best, best_run = total, (begin, finish + 1)
    begin, finish = best_run
    while finish - begin > 1 and (texts[finish - 1][0] in _MARKS or texts[finish - 1] == NAME):
        finish -= 1
    while finish - begin > 1 and texts[begin][0] in _MARKS:
        begin += 1
    return row.starts[begin], row.ends[finish - 1]

"""What a trained version says about one text: scores over their thresholds, on the words that weighed most.

A cascade: the n-grams are asked first, and where they see nothing that comes near any label, nothing more is asked.
Else what the encoder makes of each sentence, and of the whole, is added to their margins.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp
from pathlib import Path
from typing import Any

import numpy as np

from model import artefacts
from model.encoder import load_encoder
from model.errors import ArtefactError
from model.explain import decisive, heaviest, pieces_of
from model.features import LONGEST, Row, tokens_of
from model.finding import Finding
from model.meaning import Meaning
from model.normalize import normalize
from model.policy import Policy
from model.scorer import Scorer, Scores
from model.segment import sentences
from model.sensitivity import shifted

HEADS = ("sentence", "post")
MOST_SPOKEN = 20  # sentences that the encoder is asked about for a rule's sake
SILENT = np.float32(-1e9)  # the margin of what was not asked about


@dataclass(frozen=True)
class Text:
    """A text as typed, its sentences as offsets, and their tokens; sentences without a token have no row."""

    typed: str
    spans: Sequence[tuple[int, int]]
    rows: Sequence[Row]

    @cached_property
    def pieces(self) -> list[tuple[int, int]]:
        """Return the offsets of what each row was read from: its sentence, or its part of an endless one."""
        found: list[tuple[int, int]] = []
        place, before = 0, -1
        for row in self.rows:
            while self.spans[place][1] <= row.starts[0]:
                place += 1
            is_part = len(row) == LONGEST or place == before
            found.append((row.starts[0], row.ends[-1]) if is_part else self.spans[place])
            before = place
        return found


@dataclass(frozen=True, slots=True)
class _Head:
    slope: Any
    offset: Any

    def probability(self, margin: float, label: int) -> float:
        return 1 / (1 + exp(-max(-60.0, min(60.0, float(self.slope[label] * margin + self.offset[label])))))

    def margin(self, scores: Sequence[float]) -> Any:
        """Return the margins at which `scores`, one a label, are reached: comparing margins saves a sigmoid."""
        score = np.clip(np.asarray(scores), 1e-9, 1 - 1e-9)
        return ((np.log(score / (1 - score)) - self.offset) / self.slope).astype(np.float32)


class Classifier:
    """One trained version in its serving form."""

    def __init__(self, place: Path, manifest: dict[str, Any], policy: Policy) -> None:
        """Serve the tables in `place` with the numbers of the two heads from the `manifest`.

        Raises
        ------
        ArtefactError
            When the version was trained with another encoder, or the encoder is damaged.
        """
        encoder = load_encoder()
        if manifest.get("encoder") != encoder.hash:
            raise ArtefactError("This version was trained with another encoder: train it again or restore the encoder.")
        self.labels = tuple(policy.labels)
        self._origin = place, manifest
        numbers, thresholds = manifest["heads"], dict(manifest["thresholds"])
        steps = [label.sensitivity for label in policy.labels.values()]
        for name in ("shown", "asked"):
            thresholds[name] = shifted(thresholds[name], steps)
        self.likely = float(thresholds["likely"])  # the score from which a finding is called likely
        self.scorer = Scorer(place, [numbers[name]["intercept"] for name in HEADS])
        self.meaning = Meaning(place, encoder)
        self._both = [_head(numbers[name]) for name in HEADS]
        self._grams = [_head(numbers[name]["grams"]) for name in HEADS]
        self._cuts = [head.margin(thresholds["shown"]) for head in self._both]
        self._doubts = [head.margin(thresholds["doubted"]) for head in self._both]
        self._asks = [head.margin(thresholds["asked"]) for head in self._grams]
        self._reasons = [policy.labels[label].reason for label in self.labels]

    def under(self, policy: Policy) -> "Classifier":
        """Return the same version, serving another policy with the same labels."""
        return Classifier(*self._origin, policy)

    def find(self, text: Text, *, spoken: bool = False) -> tuple[list[Finding], frozenset[str]]:
        """List what the heads find in a text, and the labels that they doubt.

        A sentence's own findings come first; the post head speaks only for labels that no single sentence has
        shown, and only where there are several sentences. A label is doubted where nothing in the text makes it much
        likelier than it is anyway; doubts are only asked for where a rule has `spoken`.
        """
        if not text.rows:
            return [], frozenset()
        grams = self.scorer.score(text.rows)
        asked = self._asked(grams)
        if spoken:
            asked[:MOST_SPOKEN] = asked[-1] = True
        if not asked.any():
            return [], frozenset()
        scores = self._with_meaning(text, grams, asked)
        found: list[Finding] = []
        shown: set[int] = set()
        for index, label in zip(*np.nonzero(scores.sentences >= self._cuts[0]), strict=True):
            shown.add(int(label))
            found.append(self._finding(text, int(index), int(label), grams, float(scores.sentences[index, label])))
        if len(text.rows) > 1:
            for label in np.flatnonzero(scores.post >= self._cuts[1]).tolist():
                if label not in shown:
                    # Of sentences that were not asked about, the n-grams say which comes nearest.
                    known = np.where(asked[:-1], scores.sentences[:, label], grams.sentences[:, label])
                    margin = float(scores.post[label])
                    found.append(self._finding(text, int(np.argmax(known)), label, grams, margin, post=True))
        believed = (scores.sentences >= self._doubts[0]).any(axis=0) | (scores.post >= self._doubts[1])
        return found, frozenset(self.labels[label] for label in np.flatnonzero(~believed).tolist())

    def probabilities(self, text: Text) -> dict[str, float]:
        """Return, a label, how likely the text deserves it: the highest of its sentences and of the whole.

        Each way of the cascade is calibrated by itself.
        """
        if not text.rows:
            return dict.fromkeys(self.labels, 0.0)
        grams, heads = self.scorer.score(text.rows), self._grams
        asked = self._asked(grams)
        scores = grams
        if asked.any():
            heads = self._both
            scores = self._with_meaning(text, grams, asked)
        return dict(zip(self.labels, _units(heads, scores).max(axis=0).tolist(), strict=True))

    def units(self, text: Text) -> tuple[Any, Any]:
        """Return what the n-grams alone, and both together, hold likely for each sentence and for the whole.

        Both have shape (n_units, n_labels); the encoder is asked about everything. For choosing thresholds.
        """
        grams = self.scorer.score(text.rows)
        if not text.rows:
            nothing = np.zeros((1, len(self.labels)))
            return nothing, nothing
        both = self._with_meaning(text, grams, np.ones(len(text.rows) + 1, dtype=bool))
        return _units(self._grams, grams), _units(self._both, both)

    def _asked(self, grams: Scores) -> Any:
        """Tell of each sentence, and last of the whole, whether the n-grams see enough to ask the encoder."""
        asked = np.empty(len(grams.sentences) + 1, dtype=bool)
        asked[:-1] = (grams.sentences >= self._asks[0]).any(axis=1)
        asked[-1] = len(grams.sentences) > 1 and (grams.post >= self._asks[1]).any()
        return asked

    def _with_meaning(self, text: Text, grams: Scores, asked: Any) -> Scores:
        """Add what the encoder says where it is `asked`; nothing else is likely at all."""
        n, several = len(self.labels), len(text.rows) > 1
        chosen = np.flatnonzero(asked[:-1]).tolist()
        pieces = [text.typed[slice(*text.pieces[index])] for index in chosen]
        whole = [text.typed.strip()] if several and asked[-1] else []
        added = np.full((len(text.rows), n), SILENT)
        post = np.full(n, SILENT)
        if pieces or whole:
            said = self.meaning.margins([*pieces, *whole])
            added[chosen] = said[: len(pieces), :n]
            # A single sentence is the whole.
            post = said[-1, n:] if whole or not several else post
        return Scores(grams.sentences + added, grams.post + post)

    def _finding(
        self, text: Text, index: int, label: int, grams: Scores, margin: float, *, post: bool = False
    ) -> Finding:
        row = text.rows[index]
        weights = self.scorer.contributions(row, label, post=post)
        own = float(grams.sentences[index, label])
        if own >= float(self._cuts[0][label]):
            begin, finish = heaviest(row, weights)
        else:
            begin, finish = self._decisive(text, index, label, weights, own)
        score = round(self._both[int(post)].probability(margin, label), 4)
        return Finding(
            row.starts[begin], row.ends[finish - 1], self.labels[label], "classifier", score, self._reasons[label], None
        )

    def _decisive(self, text: Text, index: int, label: int, weights: list[float], own: float) -> tuple[int, int]:
        """Find the words without which a finding that the encoder carried would not be, by leaving them out.

        `own` is the margin of the sentence by its n-grams alone.
        """
        row = text.rows[index]
        start, end = text.pieces[index]
        sentence = text.typed[start:end]
        margin = own + float(self.meaning.margins([sentence])[0, label])

        def margins(runs: Sequence[tuple[int, int]]) -> list[float]:
            holes = [(row.starts[begin] - start, row.ends[finish - 1] - start) for begin, finish in runs]
            rest = [row.without(begin, finish) for begin, finish in runs]
            left = [self.scorer.score([one]).sentences[0, label] if len(one) else 0.0 for one in rest]
            said = self.meaning.without(sentence, holes)[:, label]
            return [float(gram + one) for gram, one in zip(left, said, strict=True)]

        pieces = pieces_of(row)
        for (begin, finish), left in zip(pieces, margins(pieces), strict=True):
            weights[begin:finish] = [(margin - left) / (finish - begin)] * (finish - begin)
        # A post's finding may lie below the threshold of its best sentence: then what brings that far down counts.
        cut = min(float(self._cuts[0][label]), margin - 1e-6)
        return decisive(row, weights, lambda runs: [left < cut for left in margins(runs)])


def read(typed: str) -> Text:
    """Read a text as typed into what the classifier takes."""
    spans = sentences(typed)
    return Text(typed, spans, tokens_of(normalize(typed).folded, spans))


def load_classifier(folder: Path, version: str, policy: Policy) -> Classifier:
    """Load a version; ArtefactError when it is missing, altered or made for other labels or another encoder."""
    manifest = artefacts.check(folder, version, tuple(policy.labels))
    return Classifier(folder / version, manifest, policy)


def _head(numbers: dict[str, list[float]]) -> _Head:
    return _Head(np.asarray(numbers["slope"]), np.asarray(numbers["offset"]))


def _units(heads: Sequence[_Head], scores: Scores) -> Any:
    odds = heads[0].slope * scores.sentences + heads[0].offset
    if len(scores.sentences) > 1:
        odds = np.vstack([odds, heads[1].slope * scores.post + heads[1].offset])
    return 1 / (1 + np.exp(-np.clip(odds, -60, 60)))

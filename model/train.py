"""Trains a new version: corpus and reviewed examples in, a sealed artefact out; never touches CURRENT.

Steps: read, write variants, count n-grams, score out of fold, calibrate, refit once, choose thresholds on the
validation files, hold reviewed decisions, measure, seal.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import joblib
import numpy as np

from model import artefacts, calibrate, classifier, examples, reviewed, vocabulary
from model.base_rates import BaseRates, load_base_rates, real_life
from model.checker import Checker
from model.classifier import LinearHeads
from model.dataset import CORPUS, Record, digest, load_records
from model.evaluate import evaluate
from model.examples import Examples
from model.export import export
from model.features import tokens
from model.measure.card import as_text
from model.measure.plots import draw
from model.policy import Policy
from model.predict import HEADS, Classifier
from model.progress import Progress
from model.thresholds import Thresholds, choose, odds

Floats = np.ndarray[Any, np.dtype[np.float64]]
UNSEEN = ("validation.jsonl", "validation_ordinary.jsonl")
ROUNDS = 6  # refits in which the weight of a reviewed decision that does not hold yet is raised
MARGIN = 0.3  # log-odds by which a reviewed decision must lie beyond its threshold
RAISE = 4.0


@dataclass(slots=True)
class Head:
    """One head after training: what it learned from, and slope and offset a label, each of shape (n_labels,)."""

    part: Examples
    matrix: Any
    heads: LinearHeads
    slope: Floats
    offset: Floats

    def numbers(self) -> dict[str, list[float]]:
        """Return what serving needs beside the tables."""
        return {
            "intercept": self.heads.intercept_.tolist(),
            "slope": self.slope.tolist(),
            "offset": self.offset.tolist(),
        }


def train(
    records: Sequence[Record],
    policy: Policy,
    folder: Path,
    progress: Progress,
    *,
    data: Path = CORPUS,
    parent: str | None = None,
) -> str:
    """Train on `records`, choose thresholds and measure on the other files of `data`, write a version into `folder`.

    Returns
    -------
    str
        The name of the new version. It is not in service: see `promote`.
    """
    labels = tuple(policy.labels)
    rates = load_base_rates(labels, data)
    records, kept_out = reviewed.admit(records, policy, data, folder)
    with progress.step("Writing masked and filled variants", 1) as step:
        parts = examples.build(records, labels, rates)
        for part in parts:
            reviewed.cap(part)
        step()
    with progress.step("Counting n-grams", 3) as step:
        union = vocabulary.learn(parts[0])
        step()
        matrices = []
        for part in parts:
            matrices.append(union.transform(part.texts).tocsr())
            step()
    trained = []
    for name, part, matrix in zip(HEADS, parts, matrices, strict=True):
        with progress.step(f"Fitting the {name} head", calibrate.FOLDS + 1) as step:
            trained.append(_fit(matrix, part, [rates.labels[label] for label in labels], step))

    def pipelines() -> dict[str, Any]:
        return {name: classifier.make_classifier(union, head.heads) for name, head in zip(HEADS, trained, strict=True)}

    def serve(draft: Path, thresholds: Thresholds) -> Classifier:
        manifest["heads"] = {name: head.numbers() for name, head in zip(HEADS, trained, strict=True)}
        manifest["thresholds"] = asdict(thresholds)
        return Classifier(draft, manifest, policy)

    def fill(draft: Path) -> None:
        with progress.step("Choosing thresholds", 2) as step:
            export(**pipelines(), folder=draft)
            silent = Thresholds([1.0] * len(labels), 1.0, [0.0] * len(labels))
            _refine(trained, *_unseen(serve(draft, silent), policy, data), policy, rates)
            chosen = _thresholds(*_unseen(serve(draft, silent), policy, data), policy, rates)
            step()
            for head in trained:
                _hold_reviewed(head, chosen, policy)
            export(**pipelines(), folder=draft)
            served = serve(draft, chosen)
            joblib.dump(pipelines(), draft / "model.joblib", compress=3)
            step()
        with progress.step("Measuring on unseen text", 4) as step:
            checker = Checker(served, policy, "draft")
            metrics = evaluate(checker, data, step)
            metrics["reviewed"] = reviewed.measure(checker, records, kept_out)
        (draft / artefacts.METRICS).write_text(json.dumps(metrics, indent=1), encoding="utf-8")
        (draft / "card.md").write_text(_card(manifest, metrics), encoding="utf-8")
        draw(metrics, draft)

    manifest: dict[str, Any] = {
        "labels": labels,
        "policy": policy.version,
        "parent": parent,
        "counts": _counts(records, labels),
    }
    return artefacts.write(folder, digest(records), manifest, fill)


def _fit(matrix: Any, part: Examples, rates: Sequence[float], step: Callable[[], None]) -> Head:
    strength = LinearHeads().strength
    margins = calibrate.out_of_fold(matrix, part, strength, step)
    slope, offset = calibrate.fit_sigmoids(margins, part, rates)
    heads = LinearHeads(strength).fit(matrix, part.targets, part.weights)
    step()
    return Head(part, matrix, heads, slope, offset)


def _unseen(served: Classifier, policy: Policy, data: Path) -> tuple[list[Record], Floats]:
    """Score the validation files: records, and probabilities of shape (n_records, n_labels)."""
    known = (*policy.labels, *policy.notices)
    records = [record for name in UNSEEN for record in load_records(data / name, known=known)]
    return records, np.array([list(served.probabilities(tokens(record.text)).values()) for record in records])


def _refine(
    trained: Sequence[Head], records: Sequence[Record], scores: Floats, policy: Policy, rates: BaseRates
) -> None:
    """Bring the scores of whole posts to what comes true in a mix like real life's, family by family."""
    labels = list(policy.labels.values())
    targets = np.array([[label.id in record.labels for label in labels] for record in records], dtype=float)
    real = np.repeat(np.array(real_life(records, rates))[:, None], len(labels), axis=1)
    evidence = odds(scores)
    for family in {label.family for label in labels}:
        columns = [index for index, label in enumerate(labels) if label.family == family]
        slope, offset = calibrate.fit_family(evidence[:, columns], targets[:, columns], real[:, columns])
        for head in trained:
            head.slope[columns] *= slope
            head.offset[columns] = head.offset[columns] * slope + offset


def _thresholds(records: Sequence[Record], scores: Floats, policy: Policy, rates: BaseRates) -> Thresholds:
    targets = [label.target_precision for label in policy.labels.values()]
    return choose(records, scores, tuple(policy.labels), list(rates.labels.values()), targets)


def _hold_reviewed(head: Head, chosen: Thresholds, policy: Policy) -> None:
    """Refit until what reviewers decided is what the heads say, by raising the weights of what does not hold.

    Raising weights teaches the words of a text, so that its paraphrases follow; a look-up table would not.
    """
    part = head.part
    weights = part.weights.copy()
    rows = np.flatnonzero(part.reviewed)
    cut = reviewed.cuts(part, np.asarray(chosen.shown), np.asarray(chosen.doubted), policy)
    wanted = part.targets[rows] == 1
    for _ in range(ROUNDS):
        said = head.slope * head.heads.decision_function(head.matrix[rows]) + head.offset
        broken = np.where(wanted, said < cut + MARGIN, said > cut - MARGIN) & (weights[rows] > 0)
        if not broken.any():
            break
        weights[rows] = np.where(broken, weights[rows] * RAISE, weights[rows])
        reviewed.bound(weights, part, reviewed.RAISED)
        head.heads.refit(head.matrix, part.targets, weights, np.flatnonzero(broken.any(axis=0)).tolist())


def _counts(records: Sequence[Record], labels: Sequence[str]) -> dict[str, Any]:
    per_label = {label: sum(label in record.labels for record in records) for label in labels}
    silent = sum(not record.labels and not record.notices for record in records)
    reviewed = sum(record.reviewed for record in records)
    return {"records": len(records), "silent": silent, "reviewed": reviewed, "labels": per_label}


def _card(manifest: dict[str, Any], metrics: dict[str, Any]) -> str:
    counts = manifest["counts"]
    return (
        "# A trained version of Forethought\n\n"
        f"Policy {manifest['policy']}. {counts['records']} records, of which {counts['silent']} must stay silent and "
        f"{counts['reviewed']} were decided by reviewers. Figures count whole posts through rules and classifier "
        f"together, on files that are never trained on.\n\n{as_text(metrics)}\n"
    )

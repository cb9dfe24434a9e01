"""Trains a new version: corpus and reviewed examples in, a sealed artefact out; never touches CURRENT.

Steps: read, write variants, count n-grams, score out of fold, calibrate, refit once, hold reviewed decisions,
set thresholds, seal.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import joblib
import numpy as np

from model import artefacts, calibrate, classifier, examples
from model.checker import Checker
from model.classifier import LinearHeads
from model.dataset import CORPUS, Record, digest
from model.evaluate import as_text, evaluate
from model.examples import Examples
from model.export import export
from model.policy import Policy
from model.predict import HEADS, Classifier
from model.progress import Progress
from model.promote import METRICS

Floats = np.ndarray[Any, np.dtype[np.float64]]
ROUNDS = 6  # refits in which the weight of a reviewed decision that does not hold yet is raised
MARGIN = 0.05  # how far beyond its threshold a reviewed decision must lie
RAISE = 4.0


@dataclass(frozen=True, slots=True)
class Trained:
    """One head after training: the fitted heads with slope, offset and threshold a label, each (n_labels,)."""

    heads: LinearHeads
    slope: Floats
    offset: Floats
    threshold: Floats


def train(
    records: Sequence[Record],
    policy: Policy,
    folder: Path,
    progress: Progress,
    *,
    data: Path = CORPUS,
    parent: str | None = None,
) -> str:
    """Train on `records`, measure on the validation and held-out files of `data`, write a version into `folder`.

    Returns
    -------
    str
        The name of the new version. It is not in service: see `promote`.
    """
    labels = tuple(policy.labels)
    precisions = [policy.labels[label].target_precision for label in labels]
    with progress.step("Writing masked and filled variants", 1) as step:
        parts = examples.build(records, labels)
        step()
    with progress.step("Counting n-grams", 3) as step:
        union = classifier.make_features()
        union.fit(parts[0].texts)
        step()
        matrices = []
        for part in parts:
            matrices.append(union.transform(part.texts).tocsr())
            step()
    trained = []
    for name, part, matrix in zip(HEADS, parts, matrices, strict=True):
        with progress.step(f"Fitting the {name} head", calibrate.FOLDS + 1) as step:
            trained.append(_fit(matrix, part, precisions, step))
    pipelines = {name: classifier.make_classifier(union, head.heads) for name, head in zip(HEADS, trained, strict=True)}

    numbers = {name: _numbers(head) for name, head in zip(HEADS, trained, strict=True)}

    def fill(draft: Path) -> None:
        joblib.dump(pipelines, draft / "model.joblib", compress=3)
        export(pipelines["sentence"], pipelines["post"], draft)
        with progress.step("Measuring on unseen text", 3) as step:
            metrics = evaluate(Checker(Classifier(draft, numbers, policy), policy, "draft"), data, step)
        (draft / METRICS).write_text(json.dumps(metrics, indent=1), encoding="utf-8")
        (draft / "card.md").write_text(_card(manifest, metrics), encoding="utf-8")

    manifest: dict[str, Any] = {
        "labels": labels,
        "policy": policy.version,
        "parent": parent,
        "counts": _counts(records, labels),
        "heads": numbers,
    }
    with progress.step("Sealing the version", 1) as step:
        version = artefacts.write(folder, digest(records), manifest, fill)
        step()
    return version


def _fit(matrix: Any, part: Examples, precisions: Sequence[float], step: Any) -> Trained:
    strength = LinearHeads().strength
    margins = calibrate.out_of_fold(matrix, part, strength, step)
    slope, offset = calibrate.fit_sigmoids(margins, part)
    threshold = calibrate.thresholds(calibrate.sigmoid(margins, slope, offset), part, precisions)
    heads = LinearHeads(strength).fit(matrix, part.targets, part.weights)
    heads = _hold_reviewed(heads, matrix, part, (slope, offset, threshold))
    step()
    return Trained(heads, slope, offset, threshold)


def _hold_reviewed(
    heads: LinearHeads, matrix: Any, part: Examples, scale: tuple[Floats, Floats, Floats]
) -> LinearHeads:
    """Refit until what reviewers decided is what the heads say, by raising the weights of what does not hold.

    Raising weights teaches the words of a text, so that its paraphrases follow; a look-up table would not.
    """
    slope, offset, threshold = scale
    weights = part.weights.copy()
    for _ in range(ROUNDS):
        rows = np.flatnonzero(part.reviewed)
        scores = calibrate.sigmoid(heads.decision_function(matrix[rows]), slope, offset)
        wanted = part.targets[rows] == 1
        holds = np.where(wanted, scores >= np.minimum(threshold + MARGIN, 0.999), scores <= threshold - MARGIN)
        broken = ~holds & (weights[rows] > 0)
        if not broken.any():
            break
        weights[rows] = np.where(broken, weights[rows] * RAISE, weights[rows])
        heads.refit(matrix, part.targets, weights, np.flatnonzero(broken.any(axis=0)).tolist())
    return heads


def _counts(records: Sequence[Record], labels: Sequence[str]) -> dict[str, Any]:
    per_label = {label: sum(label in record.labels for record in records) for label in labels}
    silent = sum(not record.labels and not record.notices for record in records)
    reviewed = sum(record.reviewed for record in records)
    return {"records": len(records), "silent": silent, "reviewed": reviewed, "labels": per_label}


def _numbers(head: Trained) -> dict[str, list[float]]:
    return {
        "intercept": head.heads.intercept_.tolist(),
        "slope": head.slope.tolist(),
        "offset": head.offset.tolist(),
        "threshold": head.threshold.tolist(),
    }


def _card(manifest: dict[str, Any], metrics: dict[str, Any]) -> str:
    counts = manifest["counts"]
    return (
        "# A trained version of Forethought\n\n"
        f"Policy {manifest['policy']}. {counts['records']} records, of which {counts['silent']} must stay silent and "
        f"{counts['reviewed']} were decided by reviewers. Figures count whole posts through rules and classifier "
        f"together, on files that are never trained on.\n\n{as_text(metrics)}\n"
    )

"""Trains a new version: corpus and reviewed examples in, a sealed artefact out; never touches CURRENT.

Steps: read, write variants, count n-grams, ask the encoder, score out of fold, calibrate, refit once, choose
thresholds on the validation files, hold reviewed decisions, measure, seal.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import joblib
import numpy as np

from model import artefacts, calibrate, classifier, examples, predict, reviewed, vocabulary
from model.base_rates import BaseRates, load_base_rates, real_life
from model.cascade import choose_asked
from model.checker import Checker
from model.classifier import LinearHeads
from model.dataset import CORPUS, Record, digest, load_records
from model.embeddings import embed_all, place
from model.encoder import Encoder, load_encoder
from model.evaluate import evaluate
from model.examples import Examples
from model.export import export
from model.meaning import TABLE
from model.meaning_heads import MeaningHeads, share_of
from model.measure.card import as_text
from model.measure.plots import draw
from model.policy import Policy
from model.predict import HEADS, Classifier
from model.progress import Progress
from model.suspects import suspects
from model.thresholds import Thresholds, choose, odds

Floats = np.ndarray[Any, np.dtype[np.float64]]
UNSEEN = ("validation.jsonl", "validation_ordinary.jsonl")
ROUNDS = 6  # refits in which the weight of a reviewed decision that does not hold yet is raised
MARGIN = 0.3  # log-odds by which a reviewed decision must lie beyond its threshold
RAISE = 4.0
EMBEDDING_STEPS = 20  # signs of progress


@dataclass(slots=True)
class Head:
    """One head after training: what it learned from, and what it says.

    `meant` are the margins that the encoder brings to each text, shape (n_texts, n_labels), with `table` as serving
    needs them. `grams` are slope and offset a label, each of shape (n_labels,), for the n-grams alone; `slope` and
    `offset` those for both together.
    """

    part: Examples
    matrix: Any
    heads: LinearHeads
    meant: Floats
    table: Floats
    grams: tuple[Floats, Floats]
    slope: Floats
    offset: Floats
    margins: Floats  # of n-grams, by folds that never saw the text: for suspects

    def numbers(self) -> dict[str, Any]:
        """Return what serving needs beside the tables."""
        return {
            "intercept": self.heads.intercept_.tolist(),
            "slope": self.slope.tolist(),
            "offset": self.offset.tolist(),
            "grams": {"slope": self.grams[0].tolist(), "offset": self.grams[1].tolist()},
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
    encoder = load_encoder()
    with progress.step("Asking the encoder", EMBEDDING_STEPS) as step:
        embedded = _embed(encoder, parts, place(folder), step)
    trained = []
    for name, part, matrix, meaning in zip(HEADS, parts, matrices, embedded, strict=True):
        with progress.step(f"Fitting the {name} head", calibrate.FOLDS + 3) as step:
            trained.append(_fit(matrix, part, meaning, [rates.labels[label] for label in labels], step))

    def pipelines() -> dict[str, Any]:
        return {name: classifier.make_classifier(union, head.heads) for name, head in zip(HEADS, trained, strict=True)}

    def serve(draft: Path, thresholds: Thresholds) -> Classifier:
        manifest["heads"] = {name: head.numbers() for name, head in zip(HEADS, trained, strict=True)}
        manifest["thresholds"] = asdict(thresholds)
        return Classifier(draft, manifest, policy)

    def fill(draft: Path) -> None:
        with progress.step("Choosing thresholds", 2) as step:
            export(**pipelines(), folder=draft)
            np.save(draft / TABLE, np.hstack([head.table for head in trained]).astype(np.float32), allow_pickle=False)
            silent = Thresholds([1.0] * len(labels), 1.0, [0.0] * len(labels), [0.0] * len(labels))
            unseen, units = _unseen(serve(draft, silent), policy, data)
            units = _refine(trained, unseen, units, policy, rates)
            chosen = _thresholds(unseen, units, policy, rates)
            chosen, manifest["cascade"] = choose_asked(unseen, units, labels, rates, chosen)
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
        doubted = suspects(records, trained[1].part, trained[1].margins, labels)
        (draft / artefacts.SUSPECTS).write_text(json.dumps(doubted, indent=1), encoding="utf-8")

    manifest: dict[str, Any] = {
        "labels": labels,
        "policy": policy.version,
        "parent": parent,
        "encoder": encoder.hash,
        "counts": _counts(records, labels),
    }
    return artefacts.write(folder, digest(records), manifest, fill)


def _embed(encoder: Encoder, parts: Sequence[Examples], folder: Path, step: Callable[[], None]) -> list[Any]:
    told = 0

    def tell(share: float) -> None:
        nonlocal told
        while told < int(share * EMBEDDING_STEPS):
            told += 1
            step()

    texts = [text for part in parts for text in part.texts]
    keep = [not reviewed for part in parts for reviewed in part.reviewed.tolist()]
    return np.split(embed_all(encoder, texts, keep, folder, tell), [len(parts[0].texts)])


def _fit(matrix: Any, part: Examples, embedded: Any, rates: Sequence[float], step: Callable[[], None]) -> Head:
    strength = LinearHeads().strength
    margins = calibrate.out_of_fold(matrix, part, strength, step)
    own = calibrate.fit_sigmoids(margins, part, rates)
    # What the encoder has learnt from it knows better than it should: only the rest says how much to believe it.
    seen, fresh = part.only(~part.unseen), part.only(part.unseen)
    said = MeaningHeads().fit(embedded[~part.unseen], seen.targets, seen.weights).decision_function(embedded)
    step()
    share = share_of(margins[part.unseen], said[part.unseen], fresh)
    both = calibrate.fit_sigmoids((margins + share * said)[part.unseen], fresh, rates)
    meaning = MeaningHeads().fit(embedded, part.targets, part.weights)
    step()
    heads = LinearHeads(strength).fit(matrix, part.targets, part.weights)
    step()
    meant = share * meaning.decision_function(embedded)
    return Head(part, matrix, heads, meant, meaning.table(share), own, *both, margins)


def _unseen(served: Classifier, policy: Policy, data: Path) -> tuple[list[Record], list[tuple[Floats, Floats]]]:
    """Score the validation files: records, and what `Classifier.units` says of each."""
    known = (*policy.labels, *policy.notices)
    records = [record for name in UNSEEN for record in load_records(data / name, known=known)]
    return records, [served.units(predict.read(record.text)) for record in records]


def _refine(
    trained: Sequence[Head],
    records: Sequence[Record],
    units: Sequence[tuple[Floats, Floats]],
    policy: Policy,
    rates: BaseRates,
) -> list[tuple[Floats, Floats]]:
    """Bring the scores of whole posts to what comes true in a mix like real life's, family by family.

    The n-grams alone and both together each have a calibration of their own. Returns `units` so calibrated.
    """
    labels = list(policy.labels.values())
    targets = np.array([[label.id in record.labels for label in labels] for record in records], dtype=float)
    real = np.repeat(np.array(real_life(records, rates))[:, None], len(labels), axis=1)
    ways = []
    for way in (0, 1):
        evidence = odds(np.array([unit[way].max(axis=0) for unit in units]))
        steepness, shift = np.ones(len(labels)), np.zeros(len(labels))
        for family in {label.family for label in labels}:
            columns = [index for index, label in enumerate(labels) if label.family == family]
            slope, offset = calibrate.fit_family(evidence[:, columns], targets[:, columns], real[:, columns])
            steepness[columns], shift[columns] = slope, offset
        for head in trained:
            own_slope, own_offset = head.grams if way == 0 else (head.slope, head.offset)
            own_slope *= steepness
            own_offset *= steepness
            own_offset += shift
        ways.append([calibrate.sigmoid(odds(unit[way]), steepness, shift) for unit in units])
    return list(zip(*ways, strict=True))


def _thresholds(
    records: Sequence[Record], units: Sequence[tuple[Floats, Floats]], policy: Policy, rates: BaseRates
) -> Thresholds:
    scores = np.array([both.max(axis=0) for _, both in units])
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
        margins = head.heads.decision_function(head.matrix[rows])
        said = head.slope * (margins + head.meant[rows]) + head.offset
        # What the n-grams alone hold silent is never put to the encoder.
        unasked = head.grams[0] * margins + head.grams[1] < odds(np.asarray(chosen.asked)) + MARGIN
        broken = np.where(wanted, (said < cut + MARGIN) | unasked, said > cut - MARGIN) & (weights[rows] > 0)
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

"""The texts that the encoder learns from: posts and their sentences, read as `model.encoder` will read them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from model.dataset import CORPUS, Record, is_held_back, load_corpus, load_records
from model.encoder import reading
from model.examples import where
from model.policy import load_policy
from model.segment import sentences


@dataclass(frozen=True, slots=True)
class Example:
    """One text with a target and a weight a label; `pair` names its contrast pair where it is a whole record of one."""

    text: str
    targets: tuple[float, ...]
    weights: tuple[float, ...]
    pair: str | None


def labels() -> tuple[str, ...]:
    """Return the labels in the order of their columns."""
    return tuple(load_policy().labels)


def training(folder: Path = CORPUS) -> list[Example]:
    """Read the corpus but for the eighth that is held back."""
    return examples([record for record in load_corpus(folder, known=_known()) if not is_held_back(record)])


def unseen(folder: Path = CORPUS) -> list[Example]:
    """Read whole validation posts: they show how well a network has learnt, and teach it nothing."""
    names = labels()
    ones = (1.0,) * len(names)
    records = [
        record
        for name in ("validation", "validation_ordinary")
        for record in load_records(folder / f"{name}.jsonl", known=_known())
    ]
    return [
        Example(reading(one.text), tuple(float(name in one.labels) for name in names), ones, None) for one in records
    ]


def examples(records: Sequence[Record]) -> list[Example]:
    """Turn each record into the whole text and, where it has several, its sentences."""
    names = labels()
    ones = (1.0,) * len(names)
    found = []
    for record in records:
        spans = sentences(record.text)
        whole = tuple(float(name in record.labels) for name in names)
        found.append(Example(reading(record.text), whole, ones, record.pair))
        if len(spans) < 2:
            continue
        holds = {name: where(evidence, spans) for name, evidence in record.labels.items()}
        for index, (start, end) in enumerate(spans):
            here = {name for name, places in holds.items() if index in places}
            # Evidence spread over several sentences: none of them alone is an example or a counter-example.
            unsure = {name for name in here if len(holds[name]) > 1}
            targets = tuple(float(name in here - unsure) for name in names)
            weights = tuple(float(name not in unsure) for name in names)
            found.append(Example(reading(record.text[start:end]), targets, weights, None))
    return found


def digest(examples: Sequence[Example]) -> str:
    """Hash what a network learns from: sha256, hexadecimal."""
    seal = hashlib.sha256()
    for one in examples:
        seal.update(repr((one.text, one.targets, one.weights)).encode())
    return seal.hexdigest()


def _known() -> tuple[str, ...]:
    policy = load_policy()
    return (*policy.labels, *policy.notices)

"""The corpus keeps its promises: size, silence, variety, and no leak between files."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from model.dataset import CORPUS, NOTICE_KINDS, SILENT_KINDS, Record, load_corpus, load_records
from model.policy import load_policy
from model.similar import near_duplicates, shared_skeletons

UNSEEN = (
    *("validation.jsonl", "holdout.jsonl", "validation_ordinary.jsonl", "holdout_ordinary.jsonl"),
    *("gate/must_warn.jsonl", "gate/must_stay_silent.jsonl"),
)
CONTRASTS = (
    "negated quoted condemned reported reclaimed fictional idiomatic curricular own_child public_arena allowed "
    "respectful_criticism own_pay bargaining good_faith_report"
).split()
_PHONE = re.compile(r"\b\d{3}[-. ]\d{4}\b")


@pytest.fixture(scope="module")
def known() -> tuple[str, ...]:
    policy = load_policy()
    return (*policy.labels, *(notice.id for notice in policy.notices.values() if notice.kind == "text"))


@pytest.fixture(scope="module")
def corpus(known: tuple[str, ...]) -> list[Record]:
    return load_corpus(known=known)


def test_there_are_at_least_12000_records_with_enough_of_every_label_and_notice(
    corpus: list[Record], known: tuple[str, ...]
) -> None:
    assert len(corpus) >= 12_000
    counts = Counter(name for record in corpus for name in (*record.labels, *record.notices))
    labels = load_policy().labels
    assert {name: counts[name] for name in known if counts[name] < (400 if name in labels else 300)} == {}


def test_at_least_half_must_stay_silent(corpus: list[Record]) -> None:
    silent = sum(not record.labels and not record.notices for record in corpus)
    assert silent / len(corpus) >= 0.5


def test_there_are_at_least_3000_contrast_pairs_and_150_of_every_kind(corpus: list[Record]) -> None:
    risky = {record.pair for record in corpus if record.pair and record.labels}
    kinds = Counter(record.kind for record in corpus if record.pair in risky and not record.labels)
    assert sum(kinds.values()) >= 3000
    assert {kind: kinds[kind] for kind in CONTRASTS if kinds[kind] < 150} == {}


def test_many_risks_need_no_bad_word(corpus: list[Record]) -> None:
    assert sum(record.kind == "subtle" for record in corpus) >= 2000


def test_many_voices_speak(corpus: list[Record]) -> None:
    voices = Counter(record.voice for record in corpus)
    assert len([voice for voice, count in voices.items() if count >= 200]) >= 12
    dialects = Counter(record.dialect for record in corpus if record.dialect)
    assert len([dialect for dialect, count in dialects.items() if count >= 80]) >= 8


@pytest.mark.parametrize("name", UNSEEN[:2])
def test_validation_and_held_out_have_at_least_400_records_of_every_label(name: str, known: tuple[str, ...]) -> None:
    records = load_records(CORPUS / name, known=known)
    assert len(records) >= 400
    counts = Counter(label for record in records for label in (*record.labels, *record.notices))
    assert {label: counts[label] for label in known if counts[label] < 12} == {}


def test_the_held_out_files_are_large_enough_to_tell(known: tuple[str, ...]) -> None:
    assert len(load_records(CORPUS / "holdout.jsonl", known=known)) >= 1200
    ordinary = load_records(CORPUS / "holdout_ordinary.jsonl", known=known)
    assert len(ordinary) >= 3000 and not any(record.labels for record in ordinary)


@pytest.mark.parametrize("name", UNSEEN)
def test_nothing_unseen_is_a_near_duplicate_of_a_training_text(
    corpus: list[Record], known: tuple[str, ...], name: str
) -> None:
    unseen = load_records(CORPUS / name, known=known)
    twins = near_duplicates([record.text for record in unseen], [record.text for record in corpus])
    assert [(unseen[i].id, corpus[j].id) for i, j in twins] == []


def test_the_lists_of_the_gate_have_160_posts_each_of_every_label_and_kind(known: tuple[str, ...]) -> None:
    warn, silent = (load_records(CORPUS / name, known=known) for name in UNSEEN[4:])
    assert len(warn) >= 160 and len(silent) >= 160
    labels = Counter(label for record in warn for label in record.labels)
    assert {label: labels[label] for label in load_policy().labels if labels[label] < 8} == {}
    kinds = Counter(record.kind for record in silent)
    assert {kind: kinds[kind] for kind in SILENT_KINDS if kinds[kind] < (2 if kind in NOTICE_KINDS else 4)} == {}
    assert len({record.voice for record in (*warn, *silent)}) >= 14


def test_near_duplicates_outside_of_pairs_are_rare(corpus: list[Record]) -> None:
    apart = [
        (i, j)
        for i, j in near_duplicates([record.text for record in corpus])
        if corpus[i].pair is None or corpus[i].pair != corpus[j].pair
    ]
    assert len({j for _, j in apart}) <= 0.01 * len(corpus)


def test_shared_skeletons_are_rare(corpus: list[Record]) -> None:
    assert len(shared_skeletons(corpus)) <= 0.01 * len(corpus)


def test_a_pair_has_a_risky_and_a_silent_side(corpus: list[Record]) -> None:
    sides: dict[str, set[bool]] = {}
    for record in corpus:
        if record.pair:
            sides.setdefault(record.pair, set()).add(bool(record.labels or record.notices))
    one_sided = [pair for pair, found in sides.items() if len(found) == 1]
    assert len(one_sided) <= 0.02 * len(sides), one_sided


@pytest.mark.parametrize("file", sorted(CORPUS.rglob("*.jsonl")), ids=lambda file: file.name)
def test_phone_numbers_are_fictional(file: Path) -> None:
    texts = [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()]
    real = [text for text in texts for number in _PHONE.findall(text) if not re.search(r"01\d\d$", number)]
    assert [text for text in real if "555" not in text] == []

"""A record that cannot be used is named by file and line."""

import json
from pathlib import Path

import pytest

from model.dataset import Record, load_records
from model.errors import DatasetError
from model.similar import group_of, near_duplicates, shared_skeletons, skeleton

KNOWN = ("insult", "profanity")
GOOD = {
    "id": "a-1",
    "unit": "sentence",
    "kind": "plain",
    "text": "What a clown he is",
    "labels": {"insult": ["a clown"]},
    "voice": "aide",
}


def _write(tmp_path: Path, *records: object) -> Path:
    file = tmp_path / "slice.jsonl"
    file.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in records))
    return file


def test_evidence_becomes_spans(tmp_path: Path) -> None:
    (record,) = load_records(_write(tmp_path, GOOD), known=KNOWN)
    assert record.labels == {"insult": ((5, 12),)}
    assert record.source == "slice"


@pytest.mark.parametrize(
    ("record", "says"),
    [
        ("{", "slice.jsonl:2: not a line of JSON"),
        ("[]", "slice.jsonl:2: a record is a JSON object"),
        ({**GOOD, "id": "a-2", "labels": {"rude": ["a clown"]}}, "slice.jsonl:2: unknown label 'rude'"),
        ({**GOOD, "id": "a-2", "notices": ["rude"]}, "slice.jsonl:2: unknown label 'rude'"),
        (
            {**GOOD, "id": "a-2", "labels": {"insult": ["a mime"]}},
            "slice.jsonl:2: the evidence 'a mime' does not stand",
        ),
        (
            {**GOOD, "id": "a-2", "labels": {"insult": []}},
            "slice.jsonl:2: the label 'insult' quotes no evidence",
        ),
        ({**GOOD, "id": "a-2", "text": " "}, "slice.jsonl:2: the text is empty"),
        ({**GOOD, "id": "a-2", "unit": "word"}, 'slice.jsonl:2: the unit is "sentence" or "post"'),
        ({"id": "a-2", "text": "x", "labels": {}}, "slice.jsonl:2: the field 'unit' is missing"),
        ({**GOOD, "id": "a-2", "kind": "rude"}, "slice.jsonl:2: the kind 'rude' does not fit"),
        ({**GOOD, "id": "a-2", "labels": {}}, "slice.jsonl:2: the kind 'plain' does not fit; choose one of ordinary"),
        ({**GOOD, "text": "Another"}, "slice.jsonl:2: same id as slice.jsonl:1"),
        ({**GOOD, "id": "a-2"}, "slice.jsonl:2: same text as slice.jsonl:1"),
    ],
)
def test_a_broken_record_names_file_and_line(tmp_path: Path, record: object, says: str) -> None:
    if isinstance(record, dict) and record.get("text") == "Another":
        record = {**record, "labels": {}, "kind": "ordinary"}
    with pytest.raises(DatasetError) as problem:
        load_records(_write(tmp_path, GOOD, record), known=KNOWN)
    assert says in str(problem.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="cannot be read"):
        load_records(tmp_path / "none.jsonl", known=KNOWN)


def test_reviewed_examples_may_list_labels_without_evidence(tmp_path: Path) -> None:
    file = _write(tmp_path, {"id": "r", "text": "What a clown", "labels": ["insult"]})
    (record,) = load_records(file, known=KNOWN, reviewed=True)
    assert record.reviewed and record.labels == {"insult": ((0, 12),)}


def _record(key: str, text: str, pair: str | None = None) -> Record:
    return Record(key, "s", "sentence", text, {}, pair=pair)


def test_pairs_and_near_duplicates_share_a_group() -> None:
    records = [
        _record("1", "the bus was late again and nobody told the office", "p"),
        _record("2", "completely other words here", "p"),
        _record("3", "the bus was late again and nobody told the nurse"),
        _record("4", "lunch is pizza today in the main hall"),
    ]
    groups = group_of(records).tolist()
    assert groups[0] == groups[1] == groups[2] != groups[3]


def test_near_duplicates_between_two_lists() -> None:
    assert near_duplicates(["we won the game last night"], ["hello", "we won the game last night!"]) == [(0, 1)]
    assert near_duplicates(["a", "b"]) == []


def test_a_skeleton_keeps_function_words_and_marks() -> None:
    text = "Our bus driver was late to the game, and so were we."
    assert skeleton(text) == skeleton("Our choir was invited to the capitol, and so were we.")
    assert skeleton("Go team go") == ""


def test_a_slot_filled_template_is_found_but_a_pair_is_not() -> None:
    records = [
        _record("1", "I cannot believe that the copier did this to me."),
        _record("2", "I cannot believe that the gym teacher did this to me.", "p"),
        _record("3", "I cannot believe that the weather did this to me.", "p"),
    ]
    assert shared_skeletons(records) == ["2", "3"]
    assert shared_skeletons(records[1:]) == []

"""Reads the corpus: one JSON record a line, every record checked.

A record is {"id", "unit": "sentence"|"post", "kind", "text", "labels": {label: [evidence, ...]}, "notices"?, "pair"?,
"voice", "dialect"?}. Evidence is quoted from the text, so that a person can read and check it.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from model.errors import DatasetError

CORPUS = Path(__file__).parent.parent / "training_data"
# How a risky text says it, and why a silent one may be said; figures are told apart by these.
RISKY_KINDS = ("plain", "subtle", "obfuscated")
PROTECTED_KINDS = (
    *("respectful_criticism", "own_pay", "bargaining", "good_faith_report"),
    *("politics", "religion", "identity", "reclaimed"),
)
LOOKALIKE_KINDS = (
    *("negated", "quoted", "condemned", "reported", "fictional", "idiomatic", "curricular", "own_child"),
    *("public_arena", "allowed", "objects", "substring", "praise", "policy_training", "public_number"),
)
HELD_BACK = 8  # every eighth pair or lone record is never shown to the encoder: what it says is calibrated on them
NOTICE_KINDS = ("own_personal_info", "mandated_reporter")
SILENT_KINDS = ("ordinary", *PROTECTED_KINDS, *LOOKALIKE_KINDS, *NOTICE_KINDS)


@dataclass(frozen=True, slots=True)
class Record:
    """One labelled text; `labels` maps a label to its evidence as half-open code-point spans of `text`."""

    id: str
    source: str
    unit: str
    text: str
    labels: dict[str, tuple[tuple[int, int], ...]]
    notices: tuple[str, ...] = ()
    pair: str | None = None
    voice: str = ""
    kind: str = ""
    dialect: str = ""
    reviewed: bool = field(default=False)


def load_corpus(folder: Path = CORPUS, *, known: Iterable[str]) -> list[Record]:
    """Read every `seed/<source>.jsonl` of `folder`; ids and texts must differ across all files."""
    files = sorted((folder / "seed").glob("*.jsonl"))
    if not files:
        raise DatasetError(f"No corpus in {folder / 'seed'}: put at least one .jsonl file there.")
    records: list[Record] = []
    seen: dict[str, str] = {}
    for file in files:
        records += load_records(file, known=known, seen=seen)
    return records


def load_records(
    file: Path, *, known: Iterable[str], seen: dict[str, str] | None = None, reviewed: bool = False
) -> list[Record]:
    """Read one file of records.

    Parameters
    ----------
    file : path
        A .jsonl file; blank lines are skipped.
    known : iterable of str
        The label and notice ids that a record may carry.
    seen : dict, optional
        Ids and texts read so far, each with its place; filled here.
    reviewed : bool
        Whether reviewers decided these records; labels may then be a plain list without evidence.

    Raises
    ------
    DatasetError
        Names file and line of a broken line, missing field, unknown label, absent evidence or duplicate.
    """
    seen = {} if seen is None else seen
    names = frozenset(known)
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise DatasetError(f"{file} cannot be read as UTF-8 text: {problem.__class__.__name__}.") from problem
    records = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            place = f"{file.name}:{number}"
            record = _parse(line, place, file.stem, names, reviewed)
            for key in (f"id {record.id}", f"text {record.text}"):
                if key in seen:
                    raise DatasetError(f"{place}: same {key.split(' ')[0]} as {seen[key]}; remove one of the two.")
                seen[key] = place
            records.append(record)
    return records


def _parse(line: str, place: str, source: str, known: frozenset[str], reviewed: bool) -> Record:
    try:
        raw = json.loads(line)
    except json.JSONDecodeError as problem:
        raise DatasetError(f"{place}: not a line of JSON ({problem.msg}).") from problem
    if not isinstance(raw, dict):
        raise DatasetError(f"{place}: a record is a JSON object.")
    for name in ("id", "text", "labels") if reviewed else ("id", "unit", "kind", "text", "labels", "voice"):
        if name not in raw:
            raise DatasetError(f"{place}: the field {name!r} is missing.")
    text = raw["text"]
    if not isinstance(text, str) or not text.strip():
        raise DatasetError(f"{place}: the text is empty.")
    if raw.get("unit", "post") not in {"sentence", "post"}:
        raise DatasetError(f'{place}: the unit is "sentence" or "post".')
    labels = raw["labels"]
    if reviewed and isinstance(labels, list):
        labels = {label: [text] for label in labels}
    notices = tuple(raw.get("notices", ()))
    for name in (*labels, *notices):
        if name not in known:
            raise DatasetError(f"{place}: unknown label {name!r}.")
    spans = {label: tuple(_locate(text, quote, place) for quote in quotes) for label, quotes in labels.items()}
    for label, evidence in spans.items():
        if not evidence:
            raise DatasetError(f"{place}: the label {label!r} quotes no evidence.")
    kind = raw.get("kind", "")
    if not reviewed and kind not in (RISKY_KINDS if spans else SILENT_KINDS):
        fitting = ", ".join(RISKY_KINDS if spans else SILENT_KINDS)
        raise DatasetError(f"{place}: the kind {kind!r} does not fit; choose one of {fitting}.")
    unit, voice, dialect = (
        raw.get(name, default) for name, default in (("unit", "post"), ("voice", ""), ("dialect", ""))
    )
    return Record(raw["id"], source, unit, text, spans, notices, raw.get("pair"), voice, kind, dialect, reviewed)


def _locate(text: str, quote: object, place: str) -> tuple[int, int]:
    start = text.find(quote) if isinstance(quote, str) and quote else -1
    if start < 0 or not isinstance(quote, str):
        raise DatasetError(f"{place}: the evidence {quote!r} does not stand in the text.")
    return start, start + len(quote)


def digest(records: Iterable[Record]) -> str:
    """Hash what training sees of `records`: sha256 over ids, texts and labels, hexadecimal."""
    seal = hashlib.sha256()
    for record in sorted(records, key=lambda record: record.id):
        seal.update(json.dumps([record.id, record.text, sorted(record.labels), record.unit]).encode())
    return seal.hexdigest()


def is_held_back(record: Record) -> bool:
    """Tell whether the encoder never saw `record`; both sides of a pair share their fate."""
    return record.reviewed or hashlib.sha256((record.pair or record.id).encode()).digest()[0] % HELD_BACK == 0

"""Measures a version on text that it never saw: the validation file label by label, the held-out file in totals."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from model.checker import Checker
from model.dataset import Record, load_records

VALIDATION, HELD_OUT = "validation.jsonl", "holdout.jsonl"
MUST_WARN, MUST_STAY_SILENT = "gate/must_warn.jsonl", "gate/must_stay_silent.jsonl"


def evaluate(checker: Checker, folder: Path, step: Callable[[], None] = lambda: None) -> dict[str, Any]:
    """Measure `checker` on the files of the corpus `folder`.

    Returns
    -------
    dict
        "validation" and "holdout": totals as of `measure`; "labels": precision, recall, F1 and support a label on
        the validation file; "must_warn" and "must_stay_silent": the ids of the posts that went wrong.
    """
    known = (*checker.policy.labels, *checker.policy.notices)
    files = {name: load_records(folder / name, known=known) for name in (VALIDATION, HELD_OUT)}
    lists = {name: load_records(folder / name, known=known) for name in (MUST_WARN, MUST_STAY_SILENT)}
    totals = {}
    for name, records in files.items():
        predicted = [labels_of(checker, record.text) for record in records]
        totals[name.split(".")[0]] = measure(records, predicted)
        if name == VALIDATION:
            per_label = {label: _label(label, records, predicted) for label in checker.policy.labels}
        step()
    wrong_warn = [one.id for one in lists[MUST_WARN] if not set(one.labels) & labels_of(checker, one.text)]
    wrong_silent = [one.id for one in lists[MUST_STAY_SILENT] if labels_of(checker, one.text)]
    step()
    return {
        "version": checker.model_version,
        "policy": checker.policy.version,
        **totals,
        "labels": per_label,
        "must_warn": {"posts": len(lists[MUST_WARN]), "wrong": wrong_warn},
        "must_stay_silent": {"posts": len(lists[MUST_STAY_SILENT]), "wrong": wrong_silent},
    }


def labels_of(checker: Checker, text: str) -> set[str]:
    """Return the labels that a text is warned about."""
    return {finding.label for finding in checker.check(text).findings}


def measure(records: Sequence[Record], predicted: Sequence[set[str]]) -> dict[str, float]:
    """Sum up warnings against truth over whole records.

    Returns
    -------
    dict
        recall: share of risky records warned about under a right label; warned: share of risky records warned
        about at all; false_alarms: share of silent records warned about; precision: share of warned records that
        are risky, at the file's own mix; pairs: share of contrast pairs right on both sides.
    """
    rows = [
        (bool(one.labels), bool(set(one.labels) & found), bool(found))
        for one, found in zip(records, predicted, strict=True)
    ]
    risky, silent = [row for row in rows if row[0]], [row for row in rows if not row[0]]
    warned = [row for row in rows if row[2]]
    return {
        "records": len(rows),
        "risky": len(risky),
        "recall": _share(sum(row[1] for row in risky), len(risky)),
        "warned": _share(sum(row[2] for row in risky), len(risky)),
        "false_alarms": _share(sum(row[2] for row in silent), len(silent)),
        "precision": _share(sum(row[0] for row in warned), len(warned)),
        "pairs": _pairs(records, predicted),
    }


def _pairs(records: Sequence[Record], predicted: Sequence[set[str]]) -> float:
    right: dict[str, bool] = {}
    for record, found in zip(records, predicted, strict=True):
        if record.pair is not None and not record.notices:
            ok = bool(set(record.labels) & found) if record.labels else not found
            right[record.pair] = right.get(record.pair, True) and ok
    return _share(sum(right.values()), len(right))


def _label(label: str, records: Sequence[Record], predicted: Sequence[set[str]]) -> dict[str, float]:
    true = sum(label in one.labels and label in found for one, found in zip(records, predicted, strict=True))
    shown = sum(label in found for found in predicted)
    wanted = sum(label in one.labels for one in records)
    precision, recall = _share(true, shown), _share(true, wanted)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": precision, "recall": recall, "f1": round(f1, 4), "support": wanted, "shown": shown}


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def as_text(metrics: dict[str, Any]) -> str:
    """Write the metrics as a table for a terminal or a card, in Markdown."""
    lines = ["| set | posts | recall | false alarms | precision | pairs right |", "|---|---|---|---|---|---|"]
    for name in ("validation", "holdout"):
        one = metrics[name]
        shares = (f"{one[key]:.3f}" for key in ("recall", "false_alarms", "precision", "pairs"))
        lines.append(f"| {name} | {one['records']} | {' | '.join(shares)} |")
    lines += ["", "| label (validation) | precision | recall | F1 | posts |", "|---|---|---|---|---|"]
    for label, one in metrics["labels"].items():
        lines.append(f"| {label} | {one['precision']:.2f} | {one['recall']:.2f} | {one['f1']:.2f} | {one['support']} |")
    for name in ("must_warn", "must_stay_silent"):
        one = metrics[name]
        right = one["posts"] - len(one["wrong"])
        lines.append(f"\n{name.replace('_', ' ').capitalize()}: {right} of {one['posts']} right.")
    return "\n".join(lines)

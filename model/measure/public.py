"""Measures on public sets where they are at hand: areas under the ROC curve, and personal data span by span.

The sets are not part of the project; `FORETHOUGHT_BENCHMARKS` names their folder. Sources: surge_tox
(surge-ai/toxicity, MIT), ethos (Mollas et al., 2022, GPL-3.0), presidio (microsoft/presidio-research, MIT).
"""

import csv
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from model.checker import Checker
from model.measure.curves import area
from model.measure.totals import share

VARIABLE = "FORETHOUGHT_BENCHMARKS"
_HARASSMENT = ("insult", "threat", "hate", "sexual_harassment", "defamation")
_TOXIC = (*_HARASSMENT, "profanity", "sexual_content", "disparagement")
# The kinds of the presidio set that the personal-data rules name; the others (cities, titles, ...) are none of theirs.
NAMED_KINDS = frozenset({"US_SSN", "PHONE_NUMBER", "EMAIL_ADDRESS", "STREET_ADDRESS", "CREDIT_CARD", "IBAN_CODE"})


def folder() -> Path | None:
    """Return the folder of public sets, or None where there is none."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named and Path(named).is_dir() else None


def public(checker: Checker, sets: Path) -> dict[str, Any]:
    """Measure on the `dev` sets in `sets`; a set that is not there is left out."""
    figures: dict[str, Any] = {}
    surge, ethos = sets / "dev" / "surge_tox" / "toxicity_en.csv", sets / "dev" / "ethos" / "Ethos_Dataset_Binary.csv"
    if surge.exists():
        with surge.open(encoding="utf-8", newline="") as file:
            rows = [(row["text"], row["is_toxic"] == "Toxic") for row in csv.DictReader(file)]
        figures["surge_tox"] = _area(checker, rows, _TOXIC)
    if ethos.exists():
        with ethos.open(encoding="utf-8", newline="") as file:
            raw = list(csv.DictReader(file, delimiter=";"))
        figures["ethos"] = _area(checker, [(row["comment"], float(row["isHate"]) >= 0.5) for row in raw], _HARASSMENT)
    presidio = sets / "dev" / "presidio" / "synth_dataset_v2.json"
    if presidio.exists():
        figures["presidio"] = spans(checker, json.loads(presidio.read_text(encoding="utf-8")))
    return figures


def _area(checker: Checker, rows: Iterable[tuple[str, bool]], labels: Iterable[str]) -> float:
    rows, labels = list(rows), list(labels)
    scores = []
    for text, _ in rows:
        found = checker.check_with_scores(text)[1]
        scores.append(max(found[label] for label in labels))
    return area([toxic for _, toxic in rows], scores)


def spans(checker: Checker, samples: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Compare personal-data spans with the named kinds of `samples`: recall of theirs, precision of ours.

    A span counts as right when it overlaps one of a named kind; a span of ours on another kind that holds an
    identifier (an address without its street, say) counts as neither.
    """
    wanted = found = right = shown = 0
    for sample in samples:
        ours = [
            (span[0], span[1])
            for finding in checker.check(sample["full_text"]).findings
            if finding.label == "personal_data"
            for span in finding.spans
        ]
        theirs = [(one["start_position"], one["end_position"], one["entity_type"]) for one in sample["spans"]]
        named = [one for one in theirs if one[2] in NAMED_KINDS]
        wanted += len(named)
        found += sum(any(_overlap(one, our) for our in ours) for one in named)
        for our in ours:
            touching = [one for one in theirs if _overlap(one, our)]
            if touching and not any(one[2] in NAMED_KINDS for one in touching):
                continue
            shown += 1
            right += bool(touching)
    return {"recall": share(found, wanted), "precision": share(right, shown)}


def _overlap(one: tuple[Any, ...], other: tuple[int, int]) -> bool:
    return bool(one[0] < other[1] and other[0] < one[1])

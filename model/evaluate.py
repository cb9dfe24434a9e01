"""Measures a version on text that it never saw: validation files label by label, held-out files in totals only."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from model.base_rates import BaseRates, load_base_rates, real_life
from model.checker import Checker
from model.dataset import PROTECTED_KINDS, SILENT_KINDS, Record, load_records
from model.measure import public
from model.measure.curves import precision_recall, reliability
from model.measure.judged import Judged, judge, of_kinds
from model.measure.robustness import robustness
from model.measure.slices import slices
from model.measure.totals import alarms, alarms_at_base_rates, per_label, totals

FILES = ("validation", "holdout")
MUST_WARN, MUST_STAY_SILENT = "gate/must_warn.jsonl", "gate/must_stay_silent.jsonl"
HARD_KINDS = tuple(kind for kind in SILENT_KINDS if kind != "ordinary")
WORST = 15  # errors of the validation file that the card shows, of each sort


def evaluate(checker: Checker, folder: Path, step: Callable[[], None] = lambda: None) -> dict[str, Any]:
    """Measure `checker` on the files of the corpus `folder`.

    Returns
    -------
    dict
        "validation" and "holdout": as of `measure.totals.totals`, with "hard_alarms" (look-alikes and protected speech)
        and "ordinary_alarms" (the file of ordinary posts); "labels", "curves", "slices", "robustness" and "worst" on
        the validation files; "calibration" a family, "base_rates" and "holdout_ratios" on the held-out ones;
        "must_warn" and "must_stay_silent": the ids of the posts that went wrong; "public": figures on public sets,
        None where they are not at hand.
    """
    known = (*checker.policy.labels, *checker.policy.notices)

    def read(name: str) -> list[Record]:
        return load_records(folder / name, known=known)

    rates = load_base_rates(checker.policy.labels, folder)
    figures: dict[str, Any] = {"version": checker.model_version, "policy": checker.policy.version}
    judged: dict[str, list[Judged]] = {}
    for name in FILES:
        judged[name] = judge(checker, read(f"{name}.jsonl"))
        ordinary = judge(checker, read(f"{name}_ordinary.jsonl"))
        figures[name] = totals(judged[name]) | {
            "hard_alarms": alarms(of_kinds(judged[name], HARD_KINDS)),
            "protected_alarms": alarms(of_kinds(judged[name], PROTECTED_KINDS)),
            "ordinary_alarms": alarms(ordinary),
        }
        judged[f"{name}_ordinary"] = ordinary
        step()
    labels = tuple(checker.policy.labels)
    figures["labels"] = per_label(judged["validation"], labels)
    figures["curves"] = {label: _curve(label, judged["validation"]) for label in labels}
    everything = [*judged["holdout"], *judged["holdout_ordinary"]]
    figures["calibration"] = _calibration(checker, everything, rates)
    figures["base_rates"] = alarms_at_base_rates(
        per_label(judged["holdout"], labels), judged["holdout_ordinary"], rates.labels
    )
    figures["slices"] = slices([*judged["validation"], *judged["validation_ordinary"]])
    held_out = slices(everything)
    figures["holdout_ratios"] = {name: held_out[name]["ratio"] for name in ("voice", "dialect", "identity")}
    figures["robustness"] = robustness(checker, judged["validation"])
    figures["worst"] = _worst(judged["validation"])
    step()
    for name, file, right in (("must_warn", MUST_WARN, True), ("must_stay_silent", MUST_STAY_SILENT, False)):
        ones = judge(checker, read(file))
        wrong = [one.record.id for one in ones if (one.right if right else not one.findings) is False]
        figures[name] = {"posts": len(ones), "wrong": wrong}
    sets = public.folder()
    figures["public"] = public.public(checker, sets) if sets else None
    step()
    return figures


def _curve(label: str, judged: Sequence[Judged]) -> dict[str, Any]:
    return precision_recall([label in one.record.labels for one in judged], [one.scores[label] for one in judged])


def _calibration(checker: Checker, judged: Sequence[Judged], rates: BaseRates) -> dict[str, Any]:
    """Reliability of each family in a mix of texts like real life's, over all its labels; rules are left out."""
    weight = real_life([one.record for one in judged], rates)
    table = {}
    for family in dict.fromkeys(one.family for one in checker.policy.labels.values()):
        rows = [
            (name in one.record.labels, one.scores[name], w)
            for one, w in zip(judged, weight, strict=True)
            for name, label in checker.policy.labels.items()
            if label.family == family and one.scores[name] < 1
        ]
        table[family] = reliability(*(list(column) for column in zip(*rows, strict=True)))
    return table


def _worst(judged: Sequence[Judged]) -> dict[str, list[dict[str, Any]]]:
    """List the surest errors of the validation file: false alarms, and risks with the lowest scores."""
    alarms = [one for one in judged if not one.risky and one.findings]
    missed = [one for one in judged if one.risky and not one.findings]
    alarms.sort(key=lambda one: -max(one.scores[label] for label in one.found))
    missed.sort(key=lambda one: max(one.scores[label] for label in one.record.labels))
    return {
        "alarms": [
            {
                "id": one.record.id,
                "kind": one.record.kind,
                "found": [
                    {"label": finding.label, "by": finding.rule or "classifier", "score": finding.score}
                    for finding in one.findings
                ],
            }
            for one in alarms[:WORST]
        ],
        "missed": [
            {
                "id": one.record.id,
                "kind": one.record.kind,
                "wanted": {label: round(one.scores[label], 4) for label in one.record.labels},
            }
            for one in missed[:WORST]
        ],
    }

"""The gate: a version goes into service only when it is no worse than it must be; rolling back is promoting too."""

import json
from pathlib import Path
from typing import Any

from model import artefacts
from model.errors import ArtefactError, GateError

METRICS = "metrics.json"
LIST_FLOOR = 0.95  # share of each must-list that has to come out right
FALSE_ALARM_CEILING = 0.10  # of the silent held-out posts, half of which are hard look-alikes
SLACK = 0.03  # how far held-out recall may fall, and false alarms rise, against the version in service


def promote(folder: Path, version: str) -> str | None:
    """Put `version` into service and return the version it replaces (None when it is the first).

    Raises
    ------
    ArtefactError
        When the version is missing or altered.
    GateError
        When a figure fails; the message names each. CURRENT stays as it was.
    """
    artefacts.check(folder, version)
    metrics = read_metrics(folder, version)
    try:
        champion: str | None = artefacts.current_version(folder)
    except ArtefactError:
        champion = None
    served_before = version in history(folder)
    failures = [] if served_before else check_gate(metrics, _metrics_or_none(folder, champion))
    if failures:
        raise GateError(f"Version {version} stays out of service: " + "; ".join(failures) + ".")
    artefacts.set_current(folder, version)
    with (folder / "history").open("a", encoding="ascii") as log:
        log.write(version + "\n")
    return champion


def check_gate(challenger: dict[str, Any], champion: dict[str, Any] | None) -> list[str]:
    """List in words what keeps the challenger out; an empty list lets it in."""
    failures = []
    for name in ("must_warn", "must_stay_silent"):
        one = challenger[name]
        if len(one["wrong"]) > (1 - LIST_FLOOR) * one["posts"]:
            failures.append(f"{name} posts went wrong: {', '.join(one['wrong'])}")
    held_out = _figures(challenger)
    if held_out["false_alarms"] > FALSE_ALARM_CEILING:
        failures.append(f"{held_out['false_alarms']:.1%} false alarms, the ceiling is {FALSE_ALARM_CEILING:.0%}")
    if champion is not None:
        before = _figures(champion)
        if held_out["recall"] < before["recall"] - SLACK:
            failures.append(f"recall fell from {before['recall']:.1%} to {held_out['recall']:.1%}")
        if held_out["false_alarms"] > before["false_alarms"] + SLACK:
            failures.append(f"false alarms rose from {before['false_alarms']:.1%} to {held_out['false_alarms']:.1%}")
    return failures


def _figures(metrics: dict[str, Any]) -> dict[str, float]:
    return {name: metrics["holdout"][name]["value"] for name in ("recall", "false_alarms")}


def history(folder: Path) -> list[str]:
    """List the versions that have been in service, oldest first."""
    try:
        return (folder / "history").read_text(encoding="ascii").split()
    except FileNotFoundError:
        return []


def read_metrics(folder: Path, version: str) -> dict[str, Any]:
    """Read what was measured when the version was made."""
    return dict(json.loads((folder / version / METRICS).read_text(encoding="utf-8")))


def _metrics_or_none(folder: Path, version: str | None) -> dict[str, Any] | None:
    if version is None:
        return None
    try:
        artefacts.check(folder, version)
        return read_metrics(folder, version)
    except ArtefactError:  # a broken champion cannot be compared with, and must not stop its replacement
        return None

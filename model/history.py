"""Which version was in service since when: <artefacts>/history, one JSON object a line, only ever added to."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FILE = "history"


@dataclass(frozen=True, slots=True)
class Promotion:
    """One change of the version in service.

    `on` is a time in UTC, ISO 8601; "" in lines of older releases, which wrote the version alone. `failures` are what
    the gate held against it, `override` says who let it in all the same, and why: {"reason", "asked_by",
    "confirmed_by"}.
    """

    version: str
    on: str = ""
    replaced: str | None = None
    failures: tuple[str, ...] = ()
    override: dict[str, str] | None = None


def promotions(folder: Path) -> list[Promotion]:
    """List every change of the version in service, oldest first; a line that was cut short is left out."""
    try:
        lines = (folder / FILE).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    return [one for line in lines if (one := _parse(line)) is not None]


def history(folder: Path) -> list[str]:
    """List the versions that have been in service, oldest first."""
    return [one.version for one in promotions(folder)]


def note(folder: Path, version: str, replaced: str | None, failures: tuple[str, ...], override: Any | None) -> None:
    """Add a line about a promotion that happens now."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    line = Promotion(version, now, replaced, failures, asdict(override) if override is not None else None)
    with (folder / FILE).open("a", encoding="utf-8") as log:
        log.write(json.dumps(asdict(line), ensure_ascii=False) + "\n")
        log.flush()
        os.fsync(log.fileno())


def _parse(line: str) -> Promotion | None:
    if not line.startswith("{"):
        return Promotion(line.strip()) if line.strip() else None
    try:
        raw = json.loads(line)
        return Promotion(raw["version"], raw["on"], raw["replaced"], tuple(raw["failures"]), raw["override"])
    except (ValueError, KeyError, TypeError):
        return None

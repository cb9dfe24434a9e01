"""What reviewers decided, as a file that one training reads: in a folder for this account alone, gone afterwards."""

import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Protocol

FOLDER = "jobs"
FILE = "reviewed.jsonl"


class Example(Protocol):
    """One text that reviewers have decided."""

    @property
    def id(self) -> str:
        """Its number, as a word."""

    @property
    def text(self) -> str:
        """Masked on the employee's device."""

    @property
    def labels(self) -> tuple[str, ...]:
        """What it should be warned about for; none: it must stay silent."""

    @property
    def notices(self) -> tuple[str, ...]:
        """The quiet notices it should show."""

    @property
    def kind(self) -> str:
        """What the employee flagged it as."""

    @property
    def decided_on(self) -> date:
        """When it was settled."""


def distinct(decided: Iterable[Example]) -> list[Example]:
    """Keep one example a text: the latest decision, since two that differ cannot both be learnt."""
    latest: dict[str, Example] = {}
    for one in sorted(decided, key=lambda one: (one.decided_on, one.id)):
        latest[one.text.strip()] = one
    return list(latest.values())


def counted(examples: Sequence[Example], before: frozenset[str]) -> dict[str, Any]:
    """Count what goes in; `before` holds the ids that the last run had."""
    labels = Counter(label for one in examples for label in one.labels)
    return {
        "examples": len(examples),
        "new": sum(one.id not in before for one in examples),
        "silent": sum(not one.labels for one in examples),
        "kinds": dict(Counter(one.kind for one in examples)),
        "labels": dict(sorted(labels.items())),
    }


@contextmanager
def written(examples: Iterable[Example], home: Path) -> Iterator[Path]:
    """Write examples as JSON lines for as long as the block runs.

    Raises
    ------
    OSError
        When they cannot be written; nothing is left behind.
    """
    place = _folder(home)
    folder = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=place))
    try:
        file = folder / FILE
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
            for one in examples:
                line = {"id": one.id, "text": one.text, "labels": list(one.labels), "notices": list(one.notices)}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
        yield file
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def remove_leftovers(home: Path) -> int:
    """Delete what killed workers have left and return how many folders it was; those of living processes stay."""
    removed = 0
    for folder in _folder(home).iterdir():
        owner = folder.name.partition("-")[0]
        if not owner.isdecimal() or int(owner) == os.getpid() or not is_alive(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)
            removed += 1
    return removed


def is_alive(process: int) -> bool:
    """Tell whether a process of this machine lives."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _folder(home: Path) -> Path:
    place = home / FOLDER
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place

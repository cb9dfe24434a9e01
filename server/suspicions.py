"""Reads the labels that a training doubts from the folder of its version."""

import json
from collections.abc import Iterator
from pathlib import Path

from server.store.suspects import Suspect

FILE = "suspects.json"


def read_suspects(folder: Path) -> Iterator[Suspect]:
    """Yield what is listed in the folder of a version; nothing where the list is missing or cannot be read."""
    try:
        listed = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    for one in listed if isinstance(listed, list) else []:
        if not isinstance(one, dict) or not isinstance(one.get("id"), str):
            continue
        text = one.get("text")
        yield Suspect(
            one["id"], _words(one.get("labels")), _words(one.get("suspected")), text if isinstance(text, str) else None
        )


def _words(value: object) -> tuple[str, ...]:
    """Return a list of words; one word alone counts as a list of one."""
    if isinstance(value, str):
        return (value,)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()

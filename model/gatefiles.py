"""The files of the gate as a console edits them: both lists and the limits, read whole, checked and written whole."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from model.alike import is_near_duplicate, shingles
from model.dataset import load_records
from model.errors import DatasetError
from model.limits import FILE as LIMITS
from model.limits import Limits, load_limits, write_limits
from model.mustlists import LISTS, MUST_WARN, own_file, shipped_file

LONGEST_POST = 900  # characters
Posts = Mapping[str, Sequence[Mapping[str, Any]]]


def read_posts(folder: Path | None, known: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """Return the posts of both lists as they stand in their files, the shipped ones where there is no file.

    Without a folder: the shipped ones.

    Raises
    ------
    DatasetError
        Names file and line of what cannot be used.
    """
    known = tuple(known)
    found = {}
    for name in LISTS:
        own = folder and own_file(folder, name)
        file = own if own and own.exists() else shipped_file(name)
        load_records(file, known=known)
        lines = file.read_text(encoding="utf-8").splitlines()
        found[name] = [json.loads(line) for line in lines if line.strip()]
    return found


def read_limits(folder: Path, labels: Iterable[str]) -> Limits:
    """Return the limits; GateError when their file cannot be used."""
    return load_limits(folder, labels)


def new_post(posts: Posts, name: str, text: str, labels: Sequence[str]) -> dict[str, Any]:
    """Make a post for the list `name`, with an id of its own.

    Raises
    ------
    DatasetError
        When the text is empty, too long or on a list already, or the labels do not fit the list.
    """
    text = text.strip()
    if not 3 <= len(text) <= LONGEST_POST:
        raise DatasetError(f"Write a post of 3 to {LONGEST_POST} characters.")
    if name == MUST_WARN and not labels:
        raise DatasetError("Say what the post must be warned about for: choose at least one label.")
    if name != MUST_WARN and labels:
        raise DatasetError("A post that must stay silent has no label.")
    everything = [post for one in posts.values() for post in one]
    own = shingles(text)
    alike = next((post["id"] for post in everything if is_near_duplicate(own, shingles(post["text"]))), None)
    if alike is not None:
        raise DatasetError(f"This post, or one very close to it, is on a list already: {alike}.")
    taken = {post["id"] for post in everything}
    number = next(count for count in range(1, len(taken) + 2) if f"own-{count:04d}" not in taken)
    return {
        "id": f"own-{number:04d}",
        "unit": "post",
        "kind": "plain" if labels else "ordinary",
        "text": text,
        "labels": {label: [text] for label in labels},
        "voice": "",
    }


def write_gate(folder: Path, posts: Posts, limits: Limits) -> None:
    """Write both lists and the limits, each file replaced in one step.

    Raises
    ------
    OSError
        When one cannot be written; a file is the old one or the new one, never a part.
    """
    (folder / "gate").mkdir(parents=True, exist_ok=True)
    for name in LISTS:
        lines = (json.dumps(dict(post), ensure_ascii=False) for post in posts[name])
        _replace(own_file(folder, name), "".join(line + "\n" for line in lines))
    _replace(folder / LIMITS, write_limits(limits))


def _replace(file: Path, text: str) -> None:
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with draft.open("w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
    except OSError:
        draft.unlink(missing_ok=True)
        raise

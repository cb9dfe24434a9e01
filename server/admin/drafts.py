"""An edit of the policy before it is saved: proved by its own examples, compared, tried on known posts, and sealed."""

import difflib
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from itsdangerous import BadData, URLSafeTimedSerializer

from model import (
    Entry,
    Overlay,
    Policy,
    PolicyError,
    Shipped,
    Trial,
    TrialPost,
    check_entry,
    fields_toml,
    load_policy,
    parse_overlay,
    prove,
    reviewed_posts,
    shipped_files,
    trial_posts,
    try_policy,
)
from server.admin.services import Services
from server.store.reviews import Reviews

SEALED_SECONDS = 24 * 60 * 60
MOST_REVIEWED = 2_000
_NOTHING = Shipped({}, "")


@cache
def shipped() -> dict[str, dict[str, Shipped]]:
    """Return the files of the shipped pack; they change with the release only."""
    return shipped_files()


def file_of(overlay: Overlay, part: str, name: str) -> tuple[Shipped, Entry | None]:
    """Return the shipped file (without fields when there is none) and the district's entry."""
    return shipped().get(part, {}).get(name, _NOTHING), overlay.find(part, name)


def in_force(overlay: Overlay, part: str, name: str) -> dict[str, object]:
    """Return the fields of a file as they count now; none when it does not exist or is disabled."""
    file, entry = file_of(overlay, part, name)
    return file.fields if entry is None else {} if entry.disabled else entry.fields


def entry_for(part: str, name: str, fields: dict[str, object]) -> Entry | None:
    """Return the entry that makes a file read like `fields`; None where the shipped one does."""
    file = shipped().get(part, {}).get(name, _NOTHING)
    if fields == file.fields:
        return None
    return check_entry(part, name, Entry(base=file.sha256, fields=fields, was=file.fields))


def disabling(part: str, name: str) -> Entry | None:
    """Return the entry that disables a shipped file; None takes an entry of the district's own out."""
    file = shipped().get(part, {}).get(name)
    return check_entry(part, name, Entry(base=file.sha256, disabled=True, was=file.fields)) if file else None


@dataclass(frozen=True, slots=True)
class Draft:
    """One edit that holds: how it reads against what counts now, and what it does to known posts."""

    overlay: Overlay
    policy: Policy
    diff: Sequence[tuple[str, str]]
    trial: Trial | None


def draft(services: Services, overlay: Overlay, changed: Sequence[tuple[str, str]]) -> Draft:
    """Prove and try `overlay` against what counts now.

    Raises
    ------
    PolicyError
        When it cannot be used, or an example of a changed file does not hold.
    """
    now = current(services)
    policy = load_policy(overlay=overlay)
    prove(policy, changed)
    diff = [line for part, name in changed for line in compare(now, overlay, part, name)]
    checker = services.checkers.current()
    # What counts now is compared with, even where this process has not taken it yet.
    before = (
        checker
        if checker.policy.version == load_policy(overlay=now).version
        else checker.under(load_policy(overlay=now))
    )
    return Draft(overlay, policy, diff, try_policy(before, policy, posts(services, policy)))


def current(services: Services) -> Overlay:
    """Return the newest overlay; an empty one while it cannot be read."""
    try:
        return parse_overlay(services.overlay.current().content)
    except PolicyError:
        return Overlay()


def posts(services: Services, policy: Policy) -> list[TrialPost]:
    """Return the posts whose right answer is known: shipped or district lists, validation files, reviewed examples."""
    folder = services.config.artefacts
    stamps = tuple(path.stat().st_mtime_ns for path in sorted((folder / "gate").glob("*.jsonl")))
    reviewed = Reviews(services.database, services.audit).decided()
    ones = reviewed_posts((one.id, one.text, one.labels) for one in islice(reviewed, MOST_REVIEWED))
    return [*_known(folder, stamps, tuple(policy.labels), tuple(policy.notices)), *ones]


_kept: dict[tuple[object, ...], list[TrialPost]] = {}


def _known(folder: Path, *key: object) -> list[TrialPost]:
    if (folder, *key) not in _kept:
        _kept.clear()
        _kept[folder, *key] = trial_posts(load_policy(), folder)
    return _kept[folder, *key]


def compare(before: Overlay, after: Overlay, part: str, name: str) -> list[tuple[str, str]]:
    """Return the lines of a file before and after an edit, each with "+", "-", " " or "@" (the file's name)."""
    entries = [overlay.find(part, name) for overlay in (before, after)]
    off = [entry is not None and entry.disabled for entry in entries]
    if off == [False, True] or (off == [True, False] and entries[1] is None):  # not one word of it changes
        words = ("disabled" if one else "in force" for one in off)
        return [("@", f"{part}/{name}"), *zip("-+", words, strict=True)]
    was, now = (fields_toml(in_force(overlay, part, name)).splitlines() for overlay in (before, after))
    lines = list(difflib.unified_diff(was, now, n=2, lineterm=""))[2:]
    return [("@", f"{part}/{name}"), *((line[0], line[1:]) for line in lines if line[0] != "@")] if lines else []


def seal(services: Services, what: object) -> str:
    """Return a token that says: this was proved and tried here."""
    return _sealer(services).dumps(_digest(what))


def is_sealed(services: Services, token: str, what: object) -> bool:
    """Tell whether `token` was given for exactly this within the last day."""
    try:
        return bool(_sealer(services).loads(token, max_age=SEALED_SECONDS) == _digest(what))
    except BadData:
        return False


def _digest(what: object) -> str:
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()


def _sealer(services: Services) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(services.config.secret_key, salt="policy-edit")

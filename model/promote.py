"""The gate: a version goes into service only when it is no worse than it must be; rolling back is promoting too.

What is asked of a version stands in <artefacts>/gate (`limits.toml` and the two lists). There is no other way in: who
wants a version that the gate refuses needs a reason and a second person.
"""

from dataclasses import dataclass
from pathlib import Path

from model import artefacts
from model.errors import ArtefactError, GateError
from model.gate import Failure, try_gate
from model.history import history, note
from model.policy import Policy

SHORTEST_REASON = 10  # characters


@dataclass(frozen=True, slots=True)
class Override:
    """Two people's decision to put a version into service that the gate refuses."""

    reason: str
    asked_by: str
    confirmed_by: str

    def check(self) -> None:
        """Raise GateError unless there is a reason and the two are different people."""
        asked, confirmed = self.asked_by.strip().casefold(), self.confirmed_by.strip().casefold()
        if len(self.reason.strip()) < SHORTEST_REASON:
            raise GateError(f"An override needs a written reason of at least {SHORTEST_REASON} characters.")
        if not asked or not confirmed or asked == confirmed:
            raise GateError("An override needs two different people: one who asks for it and one who confirms it.")


def promote(
    folder: Path, version: str, *, override: Override | None = None, policy: Policy | None = None
) -> str | None:
    """Put `version` into service and return the version it replaces (None when it is the first).

    A version that has been in service before goes back without the gate: rolling back must never fail.

    Raises
    ------
    ArtefactError
        When the version is missing or altered, which no override changes.
    GateError
        When the gate refuses it or its limits or the override cannot be used; CURRENT stays as it was.
    """
    artefacts.check(folder, version)
    try:
        champion: str | None = artefacts.current_version(folder)
    except ArtefactError:
        champion = None
    failures = () if version in history(folder) else try_gate(folder, version, policy=policy)
    if failures and override is None:
        raise GateError(f"Version {version} stays out of service: {_told(failures)}.")
    if failures and override is not None:
        override.check()
    note(folder, version, champion, tuple(one.says for one in failures), override if failures else None)
    artefacts.set_current(folder, version)
    return champion


def _told(failures: tuple[Failure, ...]) -> str:
    """Write failures as one sentence, and the posts that went wrong a line each."""
    posts = "".join(f'\n  {post.id}: "{post.text}"' for one in failures for post in one.posts)
    return "; ".join(one.says for one in failures) + posts

"""The gate: a version goes into service only when it is no worse than it must be; rolling back is promoting too.

What is asked of a version stands in <artefacts>/gate (`limits.toml` and the two lists). There is no other way in: who
wants a version that the gate refuses needs a reason and a second person.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model import artefacts
from model.checker import Checker
from model.errors import ArtefactError, GateError
from model.history import history, note
from model.limits import Limits, load_limits
from model.mustlists import LISTS, MUST_WARN, ListResult, WrongPost, try_list
from model.policy import Policy, load_policy
from model.predict import load_classifier

METRICS = "metrics.json"
SHORTEST_REASON = 10  # characters
_RATIOS = ("identity", "dialect")


@dataclass(frozen=True, slots=True)
class Failure:
    """What keeps a version out: one sentence without the full stop, and the posts of a list that went wrong."""

    says: str
    posts: tuple[WrongPost, ...] = ()


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
    failures = () if version in history(folder) else gate(folder, version, policy=policy)
    if failures and override is None:
        raise GateError(f"Version {version} stays out of service: {_told(failures)}.")
    if failures and override is not None:
        override.check()
    note(folder, version, champion, tuple(one.says for one in failures), override if failures else None)
    artefacts.set_current(folder, version)
    return champion


def gate(folder: Path, version: str, *, policy: Policy | None = None) -> tuple[Failure, ...]:
    """List what keeps `version` out of service; nothing lets it in.

    The lists are tried anew: they may have been edited since the version was trained.

    Raises
    ------
    ArtefactError
        When the version, or a file of the gate, cannot be used.
    """
    policy = policy or load_policy()
    limits = load_limits(folder, policy.labels)
    checker = Checker(load_classifier(folder, version, policy), policy, version)
    lists = [try_list(checker, folder, name) for name in LISTS]
    failures = [_list_failure(one, limits) for one in lists]
    failures += check_figures(read_metrics(folder, version), _champion(folder), limits)
    return tuple(one for one in failures if one is not None)


def _list_failure(result: ListResult, limits: Limits) -> Failure | None:
    shipped = sum(post.shipped for post in result.wrong)
    own = len(result.wrong) - shipped
    if not own and shipped <= limits.shipped_wrong * result.shipped:
        return None
    what = "must be warned about but are not" if result.name == MUST_WARN else "must stay silent but are warned about"
    posts = tuple(sorted(result.wrong, key=lambda post: post.shipped))
    return Failure(f"{len(posts)} of {result.posts} posts {what}: {', '.join(post.id for post in posts)}", posts)


def check_figures(challenger: dict[str, Any], champion: dict[str, Any] | None, limits: Limits) -> list[Failure]:
    """List the figures of `challenger` (as `evaluate` returns them) that miss a limit, also against the `champion`."""
    try:
        found = [*_floors(challenger, limits), *_ceilings(challenger, limits)]
        return found + (_changes(challenger, champion, limits) if champion is not None else [])
    except (KeyError, TypeError) as missing:
        raise ArtefactError(f"The version lacks a figure that the gate asks for ({missing}): train it again.") from None


def _floors(challenger: dict[str, Any], limits: Limits) -> list[Failure]:
    return [
        Failure(f"only {figures['recall']['value']:.1%} of {label} is found, the floor is {limits.floor(label):.1%}")
        for label, figures in challenger["labels"].items()
        if figures["recall"]["value"] < limits.floor(label)
    ]


def _ceilings(challenger: dict[str, Any], limits: Limits) -> list[Failure]:
    held_out, protected = challenger["holdout"], _protected(challenger)
    shares = (
        (held_out["false_alarms"]["value"], limits.false_alarms, "of the silent held-out posts"),
        (held_out["ordinary_alarms"]["value"], limits.ordinary_alarms, "of ordinary posts"),
        (protected, limits.protected_alarms, "of protected speech"),
    )
    failures = [
        Failure(f"{value:.1%} {what} is warned about, the ceiling is {ceiling:.1%}")
        for value, ceiling, what in shares
        if value > ceiling
    ]
    ratios = {name: challenger["holdout_ratios"][name] for name in _RATIOS}
    return failures + [
        Failure(
            f"posts of one {name} group are warned about {ratio:.2f} times as often as the average, "
            f"the ceiling is {limits.group_ratio:.2f}"
        )
        for name, ratio in ratios.items()
        if ratio is not None and ratio > limits.group_ratio
    ]


def _protected(metrics: dict[str, Any]) -> float:
    both = metrics["slices"]["protected"]["all"], metrics["holdout"]["protected_alarms"]
    whole = sum(one["whole"] for one in both)
    return float(sum(one["part"] for one in both) / whole) if whole else 0.0


def _changes(challenger: dict[str, Any], champion: dict[str, Any], limits: Limits) -> list[Failure]:
    failures = []
    now, before = (
        {name: one["holdout"][name]["value"] for name in ("recall", "false_alarms")} for one in (challenger, champion)
    )
    if now["recall"] < before["recall"] - limits.recall_fall:
        failures.append(Failure(f"recall fell from {before['recall']:.1%} to {now['recall']:.1%}"))
    if now["false_alarms"] > before["false_alarms"] + limits.alarms_rise:
        failures.append(Failure(f"false alarms rose from {before['false_alarms']:.1%} to {now['false_alarms']:.1%}"))
    for label, figures in challenger["labels"].items():
        if label in champion["labels"]:
            new, old = figures["recall"]["value"], champion["labels"][label]["recall"]["value"]
            if new < old - limits.label_recall_fall:
                failures.append(Failure(f"recall of {label} fell from {old:.1%} to {new:.1%}"))
    return failures


def _told(failures: tuple[Failure, ...]) -> str:
    """Write failures as one sentence, and the posts that went wrong a line each."""
    posts = "".join(f'\n  {post.id}: "{post.text}"' for one in failures for post in one.posts)
    return "; ".join(one.says for one in failures) + posts


def read_metrics(folder: Path, version: str) -> dict[str, Any]:
    """Read what was measured when the version was made; ArtefactError when that cannot be read."""
    try:
        return dict(json.loads((folder / version / METRICS).read_text(encoding="utf-8")))
    except (OSError, ValueError) as problem:
        raise ArtefactError(f"Version {version} has no figures that can be read: train it again.") from problem


def _champion(folder: Path) -> dict[str, Any] | None:
    """Figures of the version in service; a broken one cannot be compared with, and must not stop its replacement."""
    try:
        version = artefacts.current_version(folder)
        artefacts.check(folder, version)
        return read_metrics(folder, version)
    except ArtefactError:
        return None

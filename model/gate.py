"""What the gate asks of a version: its figures against the limits and the version in service, and the two lists."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model import artefacts
from model.checker import Checker
from model.errors import ArtefactError
from model.limits import Limits, load_limits
from model.mustlists import LISTS, MUST_WARN, ListResult, WrongPost, try_list
from model.policy import Policy, load_policy
from model.predict import load_classifier

_RATIOS = ("identity", "dialect")


@dataclass(frozen=True, slots=True)
class Failure:
    """What keeps a version out: one sentence without the full stop, and the posts of a list that went wrong."""

    says: str
    posts: tuple[WrongPost, ...] = ()


def try_gate(folder: Path, version: str, *, policy: Policy | None = None) -> tuple[Failure, ...]:
    """List what keeps `version` out of service; nothing lets it in.

    The lists are tried anew: they may have been edited since the version was trained.

    Raises
    ------
    ArtefactError
        When the version, or a file of the gate, cannot be used.
    """
    policy = policy or load_policy()
    champion = served(folder)
    before = None if champion == version else _wrong_before(folder, champion, policy)
    checker = Checker(load_classifier(folder, version, policy), policy, version)
    lists = [try_list(checker, folder, name) for name in LISTS]
    return weigh(folder, version, lists, before, policy)


def weigh(
    folder: Path, version: str, lists: Sequence[ListResult], before: Collection[str] | None, policy: Policy
) -> tuple[Failure, ...]:
    """List what keeps `version` out, given how it does on the lists.

    `before` are the ids of the posts that the version in service gets wrong; None where it cannot be asked.
    """
    limits = load_limits(folder, policy.labels)
    champion = served(folder)
    found = [_list_failure(one, before, limits) for one in lists]
    figures = artefacts.read_metrics(folder, champion) if champion else None
    failed = check_figures(artefacts.read_metrics(folder, version), figures, limits)
    return (*(one for one in found if one is not None), *failed)


def served(folder: Path) -> str | None:
    """Name the version in service; a broken one cannot be compared with, and must not stop its replacement."""
    try:
        version = artefacts.current_version(folder)
        artefacts.check(folder, version)
        artefacts.read_metrics(folder, version)
    except ArtefactError:
        return None
    return version


def _wrong_before(folder: Path, champion: str | None, policy: Policy) -> frozenset[str] | None:
    """Return the ids of the lists' posts that the version in service gets wrong; None where it cannot be asked."""
    if champion is None:
        return None
    try:
        checker = Checker(load_classifier(folder, champion, policy), policy, champion)
    except ArtefactError:
        return None
    return frozenset(post.id for name in LISTS for post in try_list(checker, folder, name).wrong)


def _list_failure(result: ListResult, before: Collection[str] | None, limits: Limits) -> Failure | None:
    """Say what went wrong: a post of the district's own, too many shipped ones, or too many that were right before."""
    shipped = [post for post in result.wrong if post.shipped]
    own = [post for post in result.wrong if not post.shipped]
    new = [post for post in shipped if before is not None and post.id not in before]
    too_many = len(shipped) > limits.shipped_wrong * result.shipped
    if not own and not too_many and len(new) <= limits.newly_wrong * result.shipped:
        return None
    posts = (*own, *(shipped if too_many else new))
    what = "must be warned about but are not" if result.name == MUST_WARN else "must stay silent but are warned about"
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

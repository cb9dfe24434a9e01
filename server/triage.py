"""Asks the version in service about flagged examples: how much each could teach, and whether it was learnt."""

from collections.abc import Mapping, Sequence
from typing import Any

from server.checking import Checkers
from server.store.doubts import Doubts
from server.store.flags import FlagView
from server.store.ranking import doubt


def doubt_about(
    checkers: Checkers, text: str, kind: str, labels: Sequence[str], findings: Sequence[Mapping[str, Any]]
) -> tuple[float, str | None]:
    """Return how unsure the classifier is about an example, and the version that was asked; None for none."""
    if not checkers.is_ready:
        return doubt(kind, labels, findings, None), None
    verdict, view = checkers.scores(text)
    return doubt(kind, labels, findings, view), verdict.model


def view_of(checkers: Checkers, text: str) -> tuple[str, dict[str, float]] | None:
    """Return what the version in service says of a text: its name, and the score of each label it finds."""
    if not checkers.is_ready:
        return None
    verdict = checkers.check(text)
    return verdict.model, {one.label: 1.0 if one.score is None else one.score for one in verdict.findings}


def says_as_decided(checkers: Checkers, flag: FlagView) -> bool:
    """Tell whether the version in service finds in an example the labels that its readers decided, and no others."""
    if not checkers.is_ready or flag.labels is None or flag.sealed:
        return False
    verdict = checkers.check(flag.text)
    return {one.label for one in verdict.findings} == set(flag.labels)


def ask_again(checkers: Checkers, doubts: Doubts, limit: int = 10) -> int:
    """Ask the version in service about a few waiting examples that it was not asked about; return how many."""
    if not checkers.is_ready:
        return 0
    version = checkers.current().model_version
    found = {}
    for one in doubts.unasked(version, limit):
        found[one.id], _ = doubt_about(checkers, one.text, one.kind, one.labels, one.findings)
    if found:
        doubts.keep(found, version)
    return len(found)

"""What the holder of a receipt reads: what became of their example, in plain sentences."""

from collections.abc import Mapping
from typing import Any

from server.store.flags import FlagView
from server.store.settling import REASONS

WAITING = "Your district's reviewers have not looked at this yet."
ASKED = " You asked to withdraw it: it will be deleted when the hold ends."
HELD = "Your district has to keep this for a legal reason, so it cannot be withdrawn now."
WITHDRAWN = "You withdrew this: the text has been deleted."
TRAINED = (
    " A version that was trained with it meanwhile keeps what it counted, which cannot be read back;"
    " the next one is trained without it."
)


def shown_state(flag: FlagView) -> str:
    """Return the state as the API tells it: `waiting`, `reviewed`, `withdrawn` or `held`."""
    if flag.held:
        return "held"
    return {"second_reader": "waiting", "dismissed": "reviewed"}.get(flag.state, flag.state)


def message(flag: FlagView, labels: Mapping[str, Any], *, fixed: bool) -> str:
    """Say what became of an example.

    Parameters
    ----------
    flag : FlagView
        As the store knows it.
    labels : mapping
        The policy's labels, whose `reason` and `title` are quoted.
    fixed : bool
        Whether the version in service says now what the reviewers decided.
    """
    if flag.held:
        rest = "" if flag.state in {"waiting", "second_reader"} else f" {_of_review(flag, labels, fixed=fixed)}"
        return HELD + (ASKED if flag.withdraw_asked else "") + rest
    if flag.state == "withdrawn":
        return WITHDRAWN + (TRAINED if flag.was_reviewed else "")
    if flag.state == "second_reader":
        return "One reviewer has looked at this; a second one will."
    if flag.state == "waiting":
        return "Your district's reviewers look at this once more." if flag.labels is not None else WAITING
    return _of_review(flag, labels, fixed=fixed)


def _of_review(flag: FlagView, labels: Mapping[str, Any], *, fixed: bool) -> str:
    said = f" {flag.reply}" if flag.reply else ""
    if flag.state == "dismissed":
        return f"Reviewed: set aside, because {REASONS.get(flag.reason, REASONS['other'])}.{said}"
    if flag.outcome != "agreed":
        return f"Reviewed: kept, because {_why_kept(flag, labels)}{said}"
    if flag.kind == "right":
        return f"Reviewed: you were right, and the warning stays.{said}"
    if fixed:
        return f"Reviewed: you were right, fixed in version {flag.model}.{said}"
    if flag.model is not None:
        return (
            f"Reviewed: you were right, fixed in version {flag.model}; the version in service now is another,"
            f" which does not know it.{said}"
        )
    return f"Reviewed: you were right. The next training learns it; the version in service does not know it yet.{said}"


def _why_kept(flag: FlagView, labels: Mapping[str, Any]) -> str:
    decided = flag.labels or ()
    reasons = [labels[label].reason for label in decided if label in labels]
    if reasons:
        return _joined(reasons)
    return "the reviewers find that the policy allows it."


def _joined(sentences: list[str]) -> str:
    first, *others = sentences
    return " ".join([first[:1].lower() + first[1:], *others])

"""What a reader's form says: labels, nothing, a second reader, or set aside for a reason."""

from collections.abc import Collection

from werkzeug.datastructures import MultiDict

from model import find_unmasked
from server.store.settling import REASONS, Word

LONGEST_REPLY = 300
SECOND, SAVE, DISMISS = "second", "save", "dismiss-"


class UnreadableError(Exception):
    """The form leaves something open; the message is a sentence that says what to do."""


def read_word(form: MultiDict[str, str], labels: Collection[str], notices: Collection[str]) -> tuple[Word, bool]:
    """Return what the form says, and whether a second reader is asked for.

    Raises
    ------
    UnreadableError
        When nothing was chosen, or two things that exclude each other.
    """
    act = form.get("act", SAVE)
    reply = _reply(form.get("reply", "").strip())
    if act.startswith(DISMISS):
        reason = act.removeprefix(DISMISS)
        if reason not in REASONS:
            raise UnreadableError("Choose one of the listed reasons to set this aside.")
        return Word(0, "dismissed", reason=reason, reply=reply), False
    chosen = tuple(label for label in labels if label in form.getlist("label"))
    quiet = tuple(notice for notice in notices if notice in form.getlist("notice"))
    silent = form.get("silent") == "yes"
    if chosen and silent:
        raise UnreadableError("Choose either labels or “Nothing: stay silent”, not both.")
    if not chosen and not silent:
        if act == SECOND:
            return Word(0, "unsure", reply=reply), True
        raise UnreadableError("Choose at least one label, or “Nothing: stay silent”.")
    return Word(0, "labels", chosen, quiet, reply=reply), act == SECOND


def read_numbers(form: MultiDict[str, str]) -> list[int]:
    """Return the numbers of the selected lines.

    Raises
    ------
    UnreadableError
        When no line is selected.
    """
    numbers = [int(one) for one in form.getlist("number") if one.isascii() and one.isdecimal() and len(one) < 18]
    if not numbers:
        raise UnreadableError("Select some lines first.")
    return numbers


def _reply(reply: str) -> str:
    if len(reply) > LONGEST_REPLY:
        raise UnreadableError(f"The answer to the sender is too long: use at most {LONGEST_REPLY} characters.")
    found = sorted(set(find_unmasked(reply)))
    if found:
        raise UnreadableError("The answer to the sender holds private data: take it out and save again.")
    return reply.replace("\0", "")

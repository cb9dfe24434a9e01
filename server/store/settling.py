"""When the words of one or more readers settle an example, and what then became of it. No storage."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

REASONS = {
    "unclear": "it cannot be understood without its context",
    "not_policy": "it is not a matter for this policy",
    "private": "it still held private facts, so it was not used",
    "test": "it reads like a try-out",
    "other": "it does not help to judge other posts",
}


@dataclass(frozen=True, slots=True)
class Word:
    """What one reader says: labels (none: must stay silent), a dismissal with its reason, or unsure."""

    reader_id: int
    verdict: str
    labels: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    reason: str = ""
    reply: str = ""

    @property
    def choice(self) -> tuple[str, frozenset[str], frozenset[str]]:
        """What has to be equal for two readers to agree; why they think so may differ."""
        return self.verdict, frozenset(self.labels), frozenset(self.notices)


@dataclass(frozen=True, slots=True)
class Settled:
    """The state that the readers' words amount to, with the word that won; `disputed` when they differ."""

    state: str
    word: Word | None = None
    disputed: bool = False


def settle(words: Sequence[Word], *, wants_second: bool) -> Settled:
    """Return what the readers' words amount to; each reader has one, the newest last.

    One word is enough until a second reader is asked for. From then on two must agree; where the first was unsure,
    the second's word is enough. Two that differ come back to the queue, until one of them or a third gives way.
    """
    votes = [word for word in words if word.verdict != "unsure"]
    if not votes:
        return Settled("second_reader" if words else "waiting")
    counts = Counter(word.choice for word in votes)
    choice, count = counts.most_common(1)[0]
    disputed = len(counts) > 1
    tied = disputed and counts.most_common(2)[1][1] == count
    unsure_first = len(votes) < len(words)
    enough = count >= 2 or not wants_second or unsure_first
    if tied or (disputed and count < 2) or not enough:
        return Settled("second_reader", disputed=disputed)
    word = [word for word in votes if word.choice == choice][-1]
    return Settled("dismissed" if word.verdict == "dismissed" else "reviewed", word)


def outcome(kind: str, named: Sequence[str], labels: Sequence[str]) -> str:
    """Say how a decision answers the employee: `agreed` (they were right) or `kept`.

    Parameters
    ----------
    kind : str
        What the employee said: `false_alarm`, `missed` or `right`; a suspected label counts as neither.
    named : sequence of str
        The labels that they spoke of.
    labels : sequence of str
        The labels that the reviewers decided.
    """
    if kind in {"missed", "right"}:
        agreed = bool(set(labels) & set(named) if named else labels)
    else:
        agreed = not (set(labels) & set(named) if named else labels)
    return "agreed" if agreed else "kept"

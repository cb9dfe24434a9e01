"""The clause guide beside an example: each label with its key, its reason, what is allowed, and its clause."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from model import load_policy
from server.checking import Checkers

# j, k, u, s, d, n, b, x and ? are taken by the page itself.
KEYS = "1234567890qwertyiopafghlzcvm"


@dataclass(frozen=True, slots=True)
class Choice:
    """One label, or one quiet notice of the text, that a reader may choose by its key."""

    id: str
    key: str
    title: str
    reason: str
    allowed: str
    clause: str
    clause_text: str


@dataclass(frozen=True, slots=True)
class Guide:
    """All choices: labels by family, and notices. `titles` and `severities` are by label."""

    families: Sequence[tuple[str, Sequence[Choice]]]
    notices: Sequence[Choice]
    titles: dict[str, str]
    severities: dict[str, str]

    def title(self, label: str) -> str:
        """Name a label as people read it; an unknown one by its id."""
        return self.titles.get(label, label.replace("_", " "))

    def severity(self, label: str) -> str:
        """Return a label's severity; the mildest for an unknown one."""
        return self.severities.get(label, "info")


def guide(checkers: Checkers) -> Guide:
    """Return the guide of the policy in service, or of the shipped one while no version is."""
    policy: Any = checkers.current().policy if checkers.is_ready else load_policy()
    keys = iter(KEYS)

    def clause_of(one: Any) -> tuple[str, str]:
        clause = policy.clauses.get(getattr(one, "clause", ""))
        return (clause.title, clause.text) if clause else ("", "")

    families = [
        (
            policy.family_titles[family],
            [
                Choice(one.id, next(keys, ""), one.title, one.reason, one.allowed, *clause_of(one))
                for one in (policy.labels[label] for label in labels)
            ],
        )
        for family, labels in policy.families.items()
    ]
    notices = [
        Choice(one.id, next(keys, ""), getattr(one, "title", one.id), one.message, "", *clause_of(one))
        for one in policy.notices.values()
        if one.kind == "text"
    ]
    labels = policy.labels.values()
    return Guide(families, notices, {one.id: one.title for one in labels}, {one.id: one.severity for one in labels})

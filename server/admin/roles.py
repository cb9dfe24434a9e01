"""The roles of the console, and the sets in which addresses are opened."""

from enum import StrEnum


class Role(StrEnum):
    """What a person may do in the console; a person may have several."""

    DIRECTOR = "director"
    REVIEWER = "reviewer"
    PRINCIPAL = "principal"
    AUDITOR = "auditor"


WORDS = {
    Role.DIRECTOR: "Everything: people, rules, runs, promotion",
    Role.REVIEWER: "The queue: reads flagged examples and labels them",
    Role.PRINCIPAL: "Site requests of one building",
    Role.AUDITOR: "Reads everything, changes nothing, exports records",
}

EVERYBODY = frozenset(Role)
READERS = frozenset({Role.DIRECTOR, Role.REVIEWER, Role.AUDITOR})
REVIEWERS = frozenset({Role.DIRECTOR, Role.REVIEWER})
AUDITORS = frozenset({Role.DIRECTOR, Role.AUDITOR})
DIRECTORS = frozenset({Role.DIRECTOR})
PRINCIPALS = frozenset({Role.DIRECTOR, Role.PRINCIPAL})

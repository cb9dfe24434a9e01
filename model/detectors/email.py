"""Private e-mail addresses; those of schools, offices and roles are public."""

import re

GATE = r"[a-z0-9]@[a-z0-9.-]+\.[a-z]"

_ADDRESS = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,4}\.[A-Za-z]{2,24}\b"
)
_PUBLIC_DOMAIN = re.compile(
    r"\.(?:edu|gov|mil)$|\.k12\.|school|district|academy|university|college|[ciu]sd\d*\.", re.IGNORECASE
)
_ROLE = re.compile(
    r"(?:front)?office|info|contact|help(?:desk)?|support|admin|hr|jobs|news|press|media|hello|tickets?|registrar|"
    r"attendance|athletics|boosters?|pt[ao]|library|principal|superintendent|board|nurse|counsel(?:ing|ors?)|"
    r"band|choir|drama|theat(?:er|re)|yearbook|volunteers?|events?|orders?|sales|donat(?:e|ions)|team|webmaster|"
    r"no-?reply|enroll(?:ment)?|transportation|communications?|foundation|reunion",
    re.IGNORECASE,
)


def find(text: str) -> list[tuple[int, int]]:
    """Spans of addresses that belong to a person rather than to an office."""
    spans = []
    for match in _ADDRESS.finditer(text):
        local, _, domain = match.group().partition("@")
        role = any(_ROLE.fullmatch(part) for part in re.split(r"[._+-]", local))
        if not role and not _PUBLIC_DOMAIN.search(domain):
            spans.append(match.span())
    return spans

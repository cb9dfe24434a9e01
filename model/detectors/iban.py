"""International bank account numbers, by country, length and check digits."""

import re

from stdnum import iban

GATE = r"\b[a-z]{2}\d{2} ?[a-z0-9]{4} ?[a-z0-9]{4}"

_CANDIDATE = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")


def find(text: str) -> list[tuple[int, int]]:
    """Spans of valid account numbers."""
    candidates = _CANDIDATE.finditer(text)
    return [match.span() for match in candidates if iban.is_valid(match.group(), check_country=False)]

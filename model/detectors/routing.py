"""Bank routing (ABA) numbers: nine digits with a valid check digit that the words before call one."""

import re

from stdnum.us import rtn

GATE = r"\d{9}"

_NINE = re.compile(r"(?<![\w-])\d{9}(?![\w-])")
_SAID_TO_BE_ONE = re.compile(r"\b(?:routing|aba|rtn)\b[^\n]{0,30}$", re.IGNORECASE)


def find(text: str) -> list[tuple[int, int]]:
    """Spans of valid routing numbers."""
    return [
        match.span()
        for match in _NINE.finditer(text)
        if rtn.is_valid(match.group()) and _SAID_TO_BE_ONE.search(text[max(0, match.start() - 50) : match.start()])
    ]

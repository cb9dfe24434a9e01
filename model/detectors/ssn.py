"""Social Security and individual taxpayer numbers: checked by their own rules, or said to be one."""

import re

from stdnum.us import itin, ssn

GATE = r"\d{3}[- .]?\d{2}[- .]?\d{4}"

_WRITTEN_OUT = re.compile(r"(?<![\w-])\d{3}([- ])\d{2}\1\d{4}(?![\w-])")
_NINE = re.compile(r"(?<![\w-])\d{3}[- .]?\d{2}[- .]?\d{4}(?![\w-])")
_SAID_TO_BE_ONE = re.compile(r"\b(?:ssn|itin|tin|social(?:[ -]security)?|soc sec)\b[^\n]{0,30}$", re.IGNORECASE)


def find(text: str) -> list[tuple[int, int]]:
    """Spans of possible numbers written as such, and of any nine digits that the words before call one."""
    spans = {
        match.span()
        for match in _WRITTEN_OUT.finditer(text)
        if ssn.is_valid(match.group()) or itin.is_valid(match.group())
    }
    spans |= {
        match.span()
        for match in _NINE.finditer(text)
        if _SAID_TO_BE_ONE.search(text[max(0, match.start() - 50) : match.start()])
    }
    return sorted(spans)

"""Account, identity-card and lunch numbers: digits that the words right before them call one."""

import re

GATE = r"\b(?:account|acct|id|lunch|meal|library card|license|passport|medicaid|policy|member)\b.{0,40}\d{3}"

_NUMBERED = re.compile(
    r"\b(?:(?:bank|checking|savings|lunch|student|meal|credit union|medicaid|insurance|investment) )?"
    r"(?:account|acct\.?|student id|id card|state id|medicaid|passport|insurance policy|lunch|meal|"
    r"(?:driver'?s? )?license|library card|member|policy)"
    r"(?: (?:number|num|no\.?|pin|code|id))?s?(?:[^\d\n.!?]{0,14}?)[ :#=]"
    r"((?:[A-Z]{1,3}-?)?\d[\d -]{2,18}\d)[A-Z]?(?![\w%])",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"number|num\b|\bno\b|\bpin\b|\bcode\b|\bid\b|#|license|passport|(?:acct\.?|account)(?: is)?[ :=]*$", re.IGNORECASE
)
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s?-\s?(?:(?:19|20)?\d\d))?")


def find(text: str) -> list[tuple[int, int]]:
    """Spans of the digits, four or more; years and prices are none."""
    spans = []
    for match in _NUMBERED.finditer(text):
        digits = match.group(1)
        words = text[match.start() : match.start(1)]
        if sum(char.isdigit() for char in digits) >= 4 and _NAMED.search(words) and not _YEARS.fullmatch(digits):
            spans.append(match.span(1))
    return spans

"""Payment-card numbers: an issuer's prefix, an issuer's length, and the Luhn check digit."""

import re

from stdnum import luhn

GATE = r"\d{4}[ -]?\d{4,6}[ -]?\d{4,5}"

_DIGITS = re.compile(r"(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])")
_ISSUER = re.compile(
    r"4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|"
    r"6(?:011|5\d\d|4[4-9]\d)\d{12}|3(?:0[0-5]|[68]\d)\d{11}"
)
_SAID_TO_BE_ONE = re.compile(r"\b(?:card|visa|mastercard|amex|discover|debit|credit)\b[^\n.!?]{0,20}$", re.IGNORECASE)


def find(text: str) -> list[tuple[int, int]]:
    """Spans of numbers that a card could carry, and of mistyped ones that the words before call a card's."""
    spans = []
    for match in _DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        said = _SAID_TO_BE_ONE.search(text[max(0, match.start() - 40) : match.start()])
        if _ISSUER.fullmatch(digits) and len(set(digits)) > 1 and (said or luhn.is_valid(digits)):
            spans.append(match.span())
    return spans

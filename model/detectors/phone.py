"""Telephone numbers, by Google's numbering plans; toll-free lines are public and left out."""

import re

import phonenumbers

GATE = r"\d{3}\)?[ ./-]{0,3}\d{3}[ ./-]{0,2}\d{4}|\d{3}[ .-]\d{4}|\+ ?\d"

_PUBLIC = (
    phonenumbers.PhoneNumberType.TOLL_FREE,
    phonenumbers.PhoneNumberType.PREMIUM_RATE,
    phonenumbers.PhoneNumberType.SHARED_COST,
)
_SAID_TO_BE_ONE = re.compile(
    r"\b(?:cell|phone|call(?:ed|ing)?|text(?:ed|ing)?|txt|mobile|tele?|telephone|ring|reach|digits|number|dial|"
    r"whatsapp|contact)\b[^\n]{0,30}$",
    re.IGNORECASE,
)
_SOMETHING_ELSE = re.compile(
    r"(?:\b(?:order|invoice|tracking|ticket|isbn|serial|item|lot|part|case|confirmation|model|sku|upc|score[ds]?|"
    r"article|page|pages)\b[^\n]{0,14}|[#$€£])$",
    re.IGNORECASE,
)
# Seven digits without an area code. With a blank between, the words before must say what they are; and
# "200-1000 people" counts.
_LOCAL = re.compile(r"(?<![\w.)/$-])(?<!\) )[2-9](?!00)\d{2}(?P<blank>[-. ])\d{4}(?![\w/-])(?!\.\d)(?! ?%)")


def find(text: str) -> list[tuple[int, int]]:
    """Spans of private telephone numbers; dates, scores, prices and order numbers are none."""
    spans = []
    for match in phonenumbers.PhoneNumberMatcher(text, "US", leniency=phonenumbers.Leniency.VALID, max_tries=100):
        if phonenumbers.number_type(match.number) in _PUBLIC:
            continue
        before = text[max(0, match.start - 50) : match.start]
        bare = match.raw_string.isdigit()
        if _SOMETHING_ELSE.search(before) or (bare and not _SAID_TO_BE_ONE.search(before)):
            continue
        spans.append((match.start, match.end))
    for local in _LOCAL.finditer(text):
        taken = any(start < local.end() and local.start() < end for start, end in spans)
        before = text[max(0, local.start() - 50) : local.start()]
        said = local["blank"] != " " or _SAID_TO_BE_ONE.search(before)
        if said and not taken and not _SOMETHING_ELSE.search(before):
            spans.append(local.span())
    return sorted(spans)

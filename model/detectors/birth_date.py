"""Full dates, with a year, that the words around them call somebody's birth date."""

import re

GATE = r"\b(?:dob|d\.o\.b|born|birth ?dates?|birthdays?|date of birth|bday|b-day)\b"

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = re.compile(
    r"(?<![\w/-])(?:"
    r"(?:0?[1-9]|1[0-2])[/.-](?:0?[1-9]|[12]\d|3[01])[/.-](?P<us>(?:19|20)?\d{2})"
    r"|(?P<iso>(?:19|20)\d{2})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    rf"|{_MONTH}\.? (?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?,? (?P<words>(?:19|20)\d{{2}})"
    rf"|(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)? (?:of )?{_MONTH}\.?,? (?P<day>(?:19|20)\d{{2}})"
    r")(?![\w/-])",
    re.IGNORECASE,
)
_BIRTH = re.compile(
    r"\b(?:dob\b|d\.o\.b|born\b|birth ?dates?\b|birthday\b|date of birth\b|bday\b|b-day\b)\.?[^\n.!?]{0,40}$",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"\b(?:dob\b|d\.o\.b|birth ?date\b|date of birth\b)\.?[^\n]{0,40}$", re.IGNORECASE)
# Before it: history rather than a living person's record.
_EARLIEST_YEAR = 1940


def find(text: str) -> list[tuple[int, int]]:
    """Spans of birth dates; a date before 1940 counts only behind words such as "DOB"."""
    spans = []
    for match in _DATE.finditer(text):
        before = text[max(0, match.start() - 60) : match.start()]
        if not _BIRTH.search(before):
            continue
        year = next(year for year in match.groupdict().values() if year)
        recent = len(year) == 4 and int(year) >= _EARLIEST_YEAR
        if recent or _LABELLED.search(before):
            spans.append(match.span())
    return spans

"""Street addresses of the United States: a house number, a street's name and a kind of street."""

import re

GATE = (
    r"\d[a-z]? +(?:[^ \n]+ +){1,4}(?:street|st|avenue|ave|road|rd|drive|dr|lane|ln|court|ct|boulevard|"
    r"blvd|circle|cir|place|pl|terrace|ter|trail|trl|way|parkway|pkwy|highway|hwy|loop|crescent|square|alley|commons|ridge|path|run)\b"
)

_KIND = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Court|Ct|Boulevard|Blvd|Circle|Cir|Place|Pl|Terrace|Ter|"
    r"Trail|Trl|Way|Parkway|Pkwy|Highway|Hwy|Loop|Crescent|Square|Alley|Commons|Ridge|Path|Run)"
)
_SIDE = r"(?:(?:[NSEW]|NE|NW|SE|SW|North|South|East|West)\.? +)?"
_REST = (
    r"\.?(?:,? +(?:Apt|Apartment|Unit|Suite|Ste|Lot|#)\.? *#?\w{1,5})?"
    r"(?:,? +[A-Z][a-z]+(?: [A-Z][a-z]+)?,? +[A-Z]{2}\b(?: +\d{5})?)?"
)
_WRITTEN = re.compile(
    rf"(?<![\w$.:/-])\d{{1,5}}[A-Za-z]? +{_SIDE}"
    rf"(?:(?:[A-Z][\w'.-]{{1,20}}|\d{{1,3}}(?:st|nd|rd|th)) +){{1,3}}{_KIND}\b{_REST}"
)
_LOWER_CASE = re.compile(
    rf"(?<![\w$.:/-])\d{{2,5}} +{_SIDE}(?:(?:[a-z][\w'-]{{1,20}}|\d{{1,3}}(?:st|nd|rd|th)) +){{1,2}}{_KIND}\b",
    re.IGNORECASE,
)
_SAID_TO_BE_ONE = re.compile(
    r"\b(?:lives?|living|address|house|home|resides?|stays?|staying|moved|apartment)\b"
    r"[^\n]{0,25}\b(?:at|is|to|on|in|:)?[ :]*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"^\d+ +(?:minutes?|miles?|years?|days?|hours?|weeks?|months?|kids?|students?|people|feet|blocks?|laps?|"
    r"teams?|more|other|new|of|in|on|down|up|a)\b",
    re.IGNORECASE,
)


def find(text: str) -> list[tuple[int, int]]:
    """Spans of addresses; in lower case, or with a one-digit number, only where the words before say so."""
    spans: list[tuple[int, int]] = []
    for pattern in (_WRITTEN, _LOWER_CASE):
        for match in pattern.finditer(text):
            weak = pattern is _LOWER_CASE or not match.group()[1].isdigit()
            said = _SAID_TO_BE_ONE.search(text[max(0, match.start() - 50) : match.start()])
            taken = any(start < match.end() and match.start() < end for start, end in spans)
            if taken or _COUNTED.search(match.group()) or (weak and not said):
                continue
            spans.append((match.start(), match.start() + len(match.group().rstrip(" ."))))
    return sorted(spans)

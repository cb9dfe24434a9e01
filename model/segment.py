"""Cuts a text into sentences, as offsets into the text as typed; knows abbreviations, not meaning."""

import re

# A sentence ends at a line break, or at closing punctuation followed by white space. A run of marks is tried once, from
# its first one and without going back, so that a thousand full stops cost no more than a thousand letters.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s)|\n+")
_ABBREVIATIONS = frozenset(
    "mr mrs ms mx dr st prof sr jr vs etc eg ie e.g i.e dept no gov sgt lt rep sen inc approx apt ave blvd "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri a.m p.m".split()
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Cut `text` into sentences.

    Returns
    -------
    list of (start, end)
        Half-open code-point offsets, in order, trimmed of white space, never empty. Text without
        punctuation is one sentence. Takes time linear in the length of the text.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if text[match.start()] == "." and _is_abbreviation(text, match):
            continue
        _keep(text, start, match.end(), found)
        start = match.end()
    _keep(text, start, len(text), found)
    return found


def _is_abbreviation(text: str, match: re.Match[str]) -> bool:
    if match.end() - match.start() > 1:
        return False
    begin = match.start()
    while begin > 0 and match.start() - begin < 6 and not text[begin - 1].isspace():
        begin -= 1
    word = text[begin : match.start()].lower()
    single_initial = len(word) == 1 and word.isalpha() and text[begin].isupper() and word != "i"
    return word in _ABBREVIATIONS or single_initial


def _keep(text: str, start: int, end: int, found: list[tuple[int, int]]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))

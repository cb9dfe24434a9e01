"""Answers whether a person, a student or a child stands near a place in a text; looks only when asked."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

import re2

from model.normalize import View

Spans = Sequence[tuple[int, int]]
Persons = Callable[[str], Spans] | Spans

_TITLE = re.compile(
    r"\b(?:mr|mrs|ms|mx|miss|dr|prof|professor|coach|principal|superintendent|officer|sgt|rev|pastor|father|"
    r"sister|chief|mayor|governor|senator|president|judge|justice|director|nurse|teacher|board member|trustee)\.? ?$",
    re.IGNORECASE,
)
_CHILD = re2.compile(
    r"(?i)\b(?:students?|kids?|kiddos?|child|children|boys?|girls?|pupils?|(?:[0-9]+(?:st|nd|rd|th)|first|second|third|"
    r"fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)[ -]graders?|kindergartn?ers?|"
    r"preschoolers?|freshm[ae]n|sophomores?|juniors?|seniors?|teenagers?|teens?|toddlers?|bab(?:y|ies)|my class)\b"
)


class Nearby:
    """Who is named where in one text, in code points of the text as typed."""

    def __init__(self, plain: View, persons: Persons) -> None:
        self._plain = plain
        self._persons = persons
        self._named: list[tuple[int, int]] | None = None
        self._untitled: list[tuple[int, int]] = []
        self._children: list[tuple[int, int]] | None = None

    def has(self, what: str, start: int, end: int, within: int) -> bool:
        """Whether a "person", "student" or "child" stands within `within` characters of `start`..`end`.

        A student is a person named without a title and not by a handle; a child is one, or a word such as
        "kid" or "sophomore".
        """
        named = self._look()
        spans = named if what == "person" else self._untitled
        if _any_near(spans, start, end, within):
            return True
        return what == "child" and _any_near(self._look_for_children(), start, end, within)

    def _look(self) -> list[tuple[int, int]]:
        if self._named is None:
            text = self._plain.text
            if callable(self._persons):
                spans = list(self._persons(text))
                self._named = [self._plain.original(*span) for span in spans]
                self._untitled = [
                    self._plain.original(start, end)
                    for start, end in spans
                    if text[start] != "@" and not _TITLE.search(text[max(0, start - 16) : start])
                ]
            else:
                self._named = self._untitled = list(self._persons)
        return self._named

    def _look_for_children(self) -> list[tuple[int, int]]:
        if self._children is None:
            self._children = [self._plain.original(*match.span()) for match in _CHILD.finditer(self._plain.text)]
        return self._children


def _any_near(spans: Spans, start: int, end: int, within: int) -> bool:
    """Whether one of the `spans`, which are in order, is near; a name inside the words found is none beside them."""
    at = bisect_right(spans, start - within, key=lambda one: one[1])
    while at < len(spans) and spans[at][0] < end + within:
        if not (start <= spans[at][0] and spans[at][1] <= end):
            return True
        at += 1
    return False

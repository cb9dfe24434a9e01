"""Offsets between code points, as Python counts, and UTF-16 code units, as JavaScript counts. Only here."""

from bisect import bisect_left
from collections.abc import Iterable

Spans = Iterable[tuple[int, int]]

_LAST_SINGLE_UNIT = "\uffff"


def to_utf16(text: str, spans: Spans) -> list[tuple[int, int]]:
    """Turn half-open spans in code points of `text` into UTF-16 code units."""
    wide = _wide(text)
    if not wide:
        return list(spans)
    return [(start + bisect_left(wide, start), end + bisect_left(wide, end)) for start, end in spans]


def from_utf16(text: str, spans: Spans) -> list[tuple[int, int]]:
    """Turn half-open spans in UTF-16 code units into code points of `text`.

    An offset inside a surrogate pair moves to the start of its character.

    Raises
    ------
    ValueError
        When a span is empty, backwards or outside the text.
    """
    wide = _wide(text)
    # Where each wide character begins, counted in UTF-16 units.
    second_halves = [point + before + 1 for before, point in enumerate(wide)]
    length = len(text) + len(wide)
    turned = []
    for start, end in spans:
        if not 0 <= start < end <= length:
            raise ValueError("a span lies outside the text")
        first = start - bisect_left(second_halves, start + 1)
        turned.append((first, end - bisect_left(second_halves, end + 1)))
    return turned


def _wide(text: str) -> list[int]:
    """Return the code-point positions of characters that take two UTF-16 units."""
    if text.isascii() or max(text) <= _LAST_SINGLE_UNIT:
        return []
    return [at for at, character in enumerate(text) if character > _LAST_SINGLE_UNIT]

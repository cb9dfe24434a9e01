"""Two readings of a text, with a map back to the text as typed; knows Unicode disguises, not meaning.

`plain` undoes what cannot be seen: compatibility forms, zero-width and bidirectional characters, letters
of other scripts that look like ASCII, curly quotes. `folded` also undoes what can: spaced-out letters, digits
and signs inside words, letters repeated three times or more (kept twice: "fuuuck" -> "fuuck").
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import re2

from model.lookalikes import BOXED, LOOKALIKES, NEAR_LOOKALIKES, SIGNS


@dataclass(frozen=True, slots=True)
class View:
    """One reading of a text.

    `starts[i]` and `ends[i]` bound, in code points of the text as typed, what character `i` of `text` stands
    for. They are ranges where nothing was changed.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Carry the half-open span `start`..`end` of this view back to the text as typed.

        Returns
        -------
        (start, end)
            Half-open code-point offsets, always inside the text. Offsets beyond the view are clamped; an
            empty span stays empty.
        """
        size = len(self.text)
        start = max(0, min(start, size))
        end = max(start, min(end, size))
        if start == end:
            here = self.starts[start] if start < size else (self.ends[-1] if size else 0)
            return here, here
        return self.starts[start], self.ends[end - 1]


@dataclass(frozen=True, slots=True)
class Views:
    """The two readings of one text; they are the same object where nothing is folded."""

    plain: View
    folded: View


def normalize(text: str) -> Views:
    """Read `text` plainly and folded. Takes any string, in time linear in its length."""
    plain = _plain(text)
    return Views(plain, _folded(plain))


_DIRTY = re.compile(r"[^\n\x20-\x7e]+")
_DIRTY_CHECK = re.compile(r"[^\n\x20-\x7e]")
_LETTERS = re.compile(r"[^\W\d_]+")
_MAX_MARKS = 4  # accents kept per letter; stacked marks are decoration, and slow to put in order


@lru_cache(maxsize=4096)
def _single(char: str) -> str:
    """What one character becomes: "" where it cannot be seen."""
    if char in SIGNS:
        return SIGNS[char]
    if char in BOXED:
        return BOXED[char]
    category = unicodedata.category(char)
    if category == "Cs":
        return "\ufffd"  # a lone surrogate cannot be encoded
    if category in ("Cf", "Cc") or "\ufe00" <= char <= "\ufe0f" or char in "\u034f\u180b\u180c\u180d":
        return ""
    whole = unicodedata.normalize("NFKC", char)
    if category == "Zs":
        return " "
    return "".join(SIGNS.get(part, part) for part in whole)


@lru_cache(maxsize=4096)
def _is_mark(char: str) -> bool:
    return char > "\u02ff" and unicodedata.category(char) in ("Mn", "Me") and _single(char) != ""


def _cluster(base: str, marks: str) -> str:
    """Compose a letter with its accents; overlays and marks that no letter carries are left out."""
    whole = unicodedata.normalize("NFKC", base + marks[:_MAX_MARKS])
    latin = not base or base.isascii()
    return "".join(part for part in whole if not (latin and _is_mark(part)))


def _plain(text: str) -> View:
    same = range(len(text))
    if _DIRTY_CHECK.search(text) is None:
        return View(text, same, range(1, len(text) + 1))
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for run in _DIRTY.finditer(text):
        begin, stop = run.span()
        # An accent at the head of the run belongs to the ASCII letter before it.
        clean = begin - 1 if begin > done and _is_mark(text[begin]) else begin
        out.append(text[done:clean])
        starts.extend(range(done, clean))
        ends.extend(range(done + 1, clean + 1))
        for piece, start, end in _read_run(text, clean, stop):
            out.append(piece)
            starts.extend([start] * len(piece))
            ends.extend([end] * len(piece))
        done = stop
    out.append(text[done:])
    starts.extend(range(done, len(text)))
    ends.extend(range(done + 1, len(text) + 1))
    read = _look_like_ascii("".join(out))
    if read == text:
        return View(text, same, range(1, len(text) + 1))
    return View(read, starts, ends)


def _read_run(text: str, at: int, stop: int) -> Iterable[tuple[str, int, int]]:
    """Read characters outside ASCII one cluster at a time: what it becomes, and its span."""
    while at < stop:
        end = at + 1
        marks = ""
        while end < stop and _is_mark(text[end]):
            if len(marks) < _MAX_MARKS:
                marks += text[end]
            end += 1
        piece = _single(text[at])
        if marks:
            piece = _cluster(piece, marks)
        yield piece, at, end
        at = end


def _look_like_ascii(text: str) -> str:
    """Put ASCII letters for their lookalikes, in words that pass for Latin ones. Keeps the length."""
    if text.isascii() or not any(char in NEAR_LOOKALIKES for char in set(text)):
        return text
    mostly_ascii = 2 * sum(char.isascii() for char in text) > len(text)

    def read(word: re.Match[str]) -> str:
        letters = word.group()
        if letters.isascii():
            return letters
        if any(char.isascii() for char in letters):
            return "".join(NEAR_LOOKALIKES.get(char, char) for char in letters)
        if (mostly_ascii or len(letters) > 1) and all(char in LOOKALIKES for char in letters):
            return "".join(LOOKALIKES[char] for char in letters)
        return letters

    return _LETTERS.sub(read, text)


_LEET = {
    "0": "o",
    "1": "i",
    "3": "e",
    "4": "a",
    "5": "s",
    "7": "t",
    "@": "a",
    "$": "s",
    "!": "i",
    "|": "l",
    "+": "t",
}
_TOKEN = re.compile(r"[A-Za-z0-9@$!|+]{3,40}")
_SPACED = re.compile(r"(?<![^\W_])[A-Za-z@$!013457](?:[ .\-_*,/~|]{1,3}[A-Za-z@$!013457]){2,}(?![^\W_])")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}", re.IGNORECASE)
_ORDINAL_OR_UNIT = re.compile(r"\d+(?:st|nd|rd|th|am|pm|k|m|s|x|d|g|gb|hr|hrs|min|mins|ft|lbs?|yo|yrs?)", re.IGNORECASE)
# A cheap look for anything to fold, so that ordinary sentences cost a few microseconds.
_NEEDS_FOLDING = re2.compile(
    r"(?i)[a-z][013457@$!|+]+[a-z]|[a-z][@$]|[@$][a-z]|[013457][a-z]{3}|[a-z]{3}[013457]|"
    r"\b[a-z@$][ .\-_*,/~|]{1,3}[a-z@$!013457][ .\-_*,/~|]{1,3}[a-z@$!013457]\b|"
    + "|".join(f"{letter}{{3}}" for letter in "abcdefghijklmnopqrstuvwxyz")
)


def _folded(plain: View) -> View:
    text = plain.text
    if _NEEDS_FOLDING.search(text) is None:
        return plain
    view = _edit(plain, _spaced_letters(text))
    view = _edit(view, _leet(view.text))
    return _edit(view, _repeated(view.text))


def _spaced_letters(text: str) -> Iterable[tuple[int, int, str]]:
    """Take the separators out of "f u c k" and "s.h.i.t"; three letters or more, no word among them."""
    for match in _SPACED.finditer(text):
        kept = [at for at in range(*match.span()) if text[at].isalnum() or text[at] in "@$!"]
        if 2 * sum(text[at].isalpha() for at in kept) < len(kept):
            continue
        for before, after in pairwise(kept):
            yield before + 1, after, ""


def _leet(text: str) -> Iterable[tuple[int, int, str]]:
    """Read digits and signs inside words as letters; numbers, "2nd", "3B" and "B2B" stay as they are."""
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token.isalpha() or _ORDINAL_OR_UNIT.fullmatch(token):
            continue
        letters = sum(char.isalpha() for char in token)
        signs = sum(char in "@$" for char in token)
        if letters + signs < 2 or len(token) < (3 if signs else 4) or 2 * (letters + signs) + 1 < len(token):
            continue
        for at, char in enumerate(token):
            if char in _LEET and _reads_as_letter(token, at):
                yield match.start() + at, match.start() + at + 1, _LEET[char]


def _reads_as_letter(token: str, at: int) -> bool:
    before = next((char for char in reversed(token[:at]) if char not in _LEET), "")
    after = next((char for char in token[at + 1 :] if char not in _LEET), "")
    if before.isalpha() and after.isalpha():
        return True
    if token[at] in "@$":
        return before.isalpha() or after.isalpha()
    if token[at] in "!|+":
        return False
    if after.isalpha():  # at the head of the word
        return len(token) - at > 3
    # At the tail: "whor3", but not "covid19" or "room 204".
    return at == len(token) - 1 and at > 2 and token[at - 1].isalpha()


def _repeated(text: str) -> Iterable[tuple[int, int, str]]:
    for match in _REPEATED.finditer(text):
        yield match.start(), match.end(), match.group()[:2]


def _edit(view: View, edits: Iterable[tuple[int, int, str]]) -> View:
    """Replace spans of a view; the last character of a shorter replacement stands for all the rest."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for start, end, new in edits:
        out += (view.text[done:start], new)
        starts += view.starts[done:start]
        ends += view.ends[done:start]
        starts += view.starts[start : start + len(new)]
        ends += view.ends[start : start + len(new)]
        if new:
            ends[-1] = view.ends[end - 1]
        done = end
    if not out:
        return view
    out.append(view.text[done:])
    starts += view.starts[done:]
    ends += view.ends[done:]
    return View("".join(out), starts, ends)

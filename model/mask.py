"""Hides people and identifiers behind typed tokens such as ``[NAME 1]`` and ``[PHONE]``; when unsure it hides.

The browser extension masks on the device with the same patterns and word lists; tests/vectors/mask.jsonl holds both
equal. The service uses `find_unmasked` to refuse a text in which an identifier is still readable.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .people import person_spans
from .wordlists import FOLDER, fold

HARD_KINDS: Final = frozenset({"PHONE", "SSN", "EMAIL", "CARD", "ADDRESS", "URL", "HANDLE"})
TOKEN: Final = re.compile(r"\[(?:NAME (\d{1,6})|HANDLE|PHONE|SSN|EMAIL|URL|CARD|ADDRESS|DATE|NUMBER)\]", re.ASCII)

FILLING: Final = "\ufffc"


@dataclass(frozen=True, slots=True)
class MaskToken:
    """What stands for ``start..end`` (code points, half-open) of the text as typed."""

    token: str
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Masked:
    """A masked text and its tokens in order; tokens that stood in the text already are not among them."""

    text: str
    tokens: tuple[MaskToken, ...]


def mask(text: str) -> Masked:
    """Hide names, identifiers and numbers of three or more digits. Never raises, whatever the text holds.

    The same name gets the same number, also when only its first or last part is used again.
    """
    taken = [(match.start(), match.end(), "") for match in TOKEN.finditer(text)]
    rest = _without(text, taken)
    # What stood right behind a stretch may be seen only when the stretch is gone.
    while found := _round(rest):
        taken += found
        rest = _without(rest, found)
    return _replace(text, sorted(taken))


def _round(rest: str) -> list[tuple[int, int, str]]:
    taken: list[tuple[int, int, str]] = []
    for kind, pattern in PATTERNS:
        found = [(start, end, kind) for start, end in _stretches(pattern, rest)]
        taken += found
        rest = _without(rest, found)
    return taken + [(start, end, "NAME") for start, end in person_spans(rest, unsure=True)]


def find_unmasked(text: str) -> list[str]:
    """Kinds of hard identifiers that can still be read in a text, each once, in alphabetical order.

    Names, dates and plain numbers are not among them: the writer may have chosen to show those.
    """
    rest = _without(text, [(match.start(), match.end(), "") for match in TOKEN.finditer(text)])
    kinds = set()
    for kind, pattern in PATTERNS:
        found = [(start, end, kind) for start, end in _stretches(pattern, rest)]
        if found:
            kinds.add(kind)
            rest = _without(rest, found)
    return sorted(kinds & HARD_KINDS)


def _read_patterns() -> list[tuple[str, re.Pattern[str]]]:
    raw = tomllib.loads((FOLDER / "masks.toml").read_text("utf-8"))
    parts: dict[str, str] = raw["parts"]

    def spell_out(pattern: str) -> str:
        return re.sub(r"\{\{(\w+)\}\}", lambda match: spell_out(parts[match[1]]), pattern)

    return [
        (entry["kind"], re.compile(spell_out(entry["pattern"]), 0 if entry.get("case") else re.IGNORECASE))
        for entry in raw["mask"]
    ]


PATTERNS: Final = _read_patterns()


def _stretches(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    group = pattern.groups
    for match in pattern.finditer(text):
        if match.start(group) < match.end(group):
            yield match.span(group)


def _without(text: str, taken: list[tuple[int, int, str]]) -> str:
    """Fill what was taken: no pattern spans the filling, and a sentence goes on behind it."""
    for start, end, _ in taken:
        text = f"{text[:start]}{FILLING * (end - start)}{text[end:]}"
    return text


def _replace(text: str, taken: list[tuple[int, int, str]]) -> Masked:
    numbers = _Numbers(text)
    pieces: list[str] = []
    tokens: list[MaskToken] = []
    at = 0
    for start, end, kind in taken:
        if not kind:
            continue
        token = f"[NAME {numbers.of(text[start:end])}]" if kind == "NAME" else f"[{kind}]"
        pieces += [text[at:start], token]
        tokens.append(MaskToken(token, start, end, kind))
        at = end
    return Masked("".join([*pieces, text[at:]]), tuple(tokens))


class _Numbers:
    """Gives each person of a text one number, beyond those that stand in the text already."""

    def __init__(self, text: str) -> None:
        self.next = max((int(match[1]) for match in TOKEN.finditer(text) if match[1]), default=0) + 1
        self.known: list[tuple[list[str], int]] = []

    def of(self, name: str) -> int:
        words = fold(name).split()
        for known, number in self.known:
            if words == known or (len(words) == 1 and words[0] in known) or (len(known) == 1 and known[0] in words):
                return number
        self.known.append((words, self.next))
        self.next += 1
        return self.next - 1

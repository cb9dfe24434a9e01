"""Knows the word lists in words/: how they are read, and when a word is a common English word.

The browser extension reads the same lists, so nothing here may decide what the lists do not say.
"""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent / "words"
SHORTEST_STEM: Final = 3
# Marks (accents) and format characters
INVISIBLE: Final = frozenset({"Mn", "Mc", "Me", "Cf"})


def read_words(name: str) -> frozenset[str]:
    """Words of ``words/<name>.txt``: separated by white space, lines that begin with ``#`` are comments."""
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def grammar() -> dict[str, Any]:
    """The small closed sets of ``words/grammar.toml``."""
    return tomllib.loads((FOLDER / "grammar.toml").read_text("utf-8"))


LETTERS: Final = str.maketrans(grammar()["letters"])
ENDINGS: Final[tuple[tuple[str, str], ...]] = tuple((old, new) for old, new in grammar()["endings"])
FUNCTION: Final = read_words("function_words")
COMMON: Final = read_words("common_words") | FUNCTION


def fold(word: str) -> str:
    """Lower case, plain letters, straight apostrophes, nothing invisible: how words stand in the lists."""
    lower = word.lower()
    if lower.isascii():
        return lower
    parts = unicodedata.normalize("NFKD", lower.replace("’", "'"))
    return "".join(letter for letter in parts if unicodedata.category(letter) not in INVISIBLE).translate(LETTERS)


def is_common(base: str) -> bool:
    """Whether a folded word is an English word of the list, also with an ending or as a contraction."""
    if base in COMMON:
        return True
    if "'" in base:
        head = base.partition("'")[0]
        return base.endswith("n't") or head in COMMON
    if "-" in base:
        return all(is_common(part) for part in base.split("-"))
    for old, new in ENDINGS:
        if base.endswith(old):
            stem = base[: len(base) - len(old)]
            if len(stem) < SHORTEST_STEM:
                continue
            if stem + new in COMMON:
                return True
            # running, stopped, bigger: the last consonant stands twice
            if not new and stem[-1] == stem[-2] and stem[:-1] in COMMON:
                return True
    return False

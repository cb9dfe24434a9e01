"""Nine ways in which people disguise a word; each keeps it readable for a person."""

import random
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from model.dataset import Record

_LEET = str.maketrans("aeiostAEIOST", "431057" * 2)
_CYRILLIC = str.maketrans("aceopxyiACEOPXYI", "асеорхуіАСЕОРХУІ")
_SIGNS = {"o": "⭕", "i": "ℹ️", "a": "🅰️", "x": "❌", "e": "📧", "p": "🅿️", "b": "🅱️"}
_EMOJI = str.maketrans(_SIGNS | {letter.upper(): sign for letter, sign in _SIGNS.items()})
_WORD = re.compile(r"\w.*\w")  # of a part between spaces, without the marks around it
_ZERO_WIDTH = "\u200b"
_FULL_WIDTH, _FANCY = ord("ａ") - ord("a"), 0x1D41A - ord("a")  # mathematical bold small letters


def _shifted(word: str, by: int) -> str:
    return "".join(chr(ord(letter) + by) if "a" <= letter <= "z" else letter for letter in word.lower())


def _starred(word: str, chance: random.Random) -> str:
    inner = max(1, len(word) - 2)
    at = 1 + chance.randrange(inner) if len(word) > 2 else 1
    return word[:at] + "*" + word[at + 1 :]


def _repeated(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[: at + 1] + word[at] * chance.randint(2, 4) + word[at + 1 :]


DISGUISES: Mapping[str, Callable[[str, random.Random], str]] = MappingProxyType(
    {
        "leet": lambda word, _chance: word.translate(_LEET),
        "zero_width": lambda word, _chance: _ZERO_WIDTH.join(word),
        "spaced": lambda word, _chance: " ".join(word),
        "dotted": lambda word, _chance: ".".join(word),
        "repeated": _repeated,
        "starred": _starred,
        "full_width_or_fancy": lambda word, chance: _shifted(word, chance.choice((_FULL_WIDTH, _FANCY))),
        "look_alikes": lambda word, _chance: word.translate(_CYRILLIC),
        "emoji": lambda word, _chance: word.translate(_EMOJI),
    }
)
_SHORTEST = 3  # letters; shorter words carry nothing worth disguising


def disguised(record: Record, how: str, seed: int = 0) -> str:
    """Return the text of `record` with the longest word of each evidence disguised; `how` is a key of DISGUISES."""
    chance = random.Random(f"{record.id} {how} {seed}")  # noqa: S311 - variety, not secrecy
    text = record.text
    spots = sorted({spot for spans in record.labels.values() for spot in spans}, reverse=True)
    for start, end in spots:
        evidence = text[start:end]
        parts = evidence.split(" ")
        longest = max(range(len(parts)), key=lambda i: len(parts[i]))
        if (word := _WORD.search(parts[longest])) and len(word.group()) >= _SHORTEST:
            parts[longest] = parts[longest].replace(word.group(), DISGUISES[how](word.group(), chance))
        text = text[:start] + " ".join(parts) + text[end:]
    return text

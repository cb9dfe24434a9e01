"""Writes a list of words as one RE2 pattern: whole words in any script, also in their masked spellings."""

from collections.abc import Iterable

import re2

_BEFORE = r"(?:^|[^\pL\pN_@])"
_AFTER = r"(?:$|[^\pL\pN_])"
# A looser pair for the first look at a text: any letter outside ASCII passes for a boundary.
_GATE_BEFORE = r"(?:^|[^a-zA-Z0-9_@])"
_GATE_AFTER = r"(?:$|[^a-zA-Z0-9_])"
_SIGNS = "*#@$!%^"  # "&" and "+" stand between letters too often: "S&T", "A+s"
_SOFT_SIGNS = "._-"
_VOWELS = "aeiou"


def words_pattern(words: Iterable[str], *, masked: bool) -> tuple[str, str]:
    """Write `words` as a pattern whose first group is the word, and as a looser one to look for first.

    A space in a word also matches a hyphen. With `masked`, each word of four letters or more also matches with
    letters hidden ("f**k", "f***k", "sh!t", "f_ck", "shi*"), doubled ("fuuck") or written by sound ("phuk");
    its first letter and at least one other stay to be seen.
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    either = "|".join(spelling for word in ordered for spelling in (_masked(word) if masked else [_literal(word)]))
    return f"{_BEFORE}({either}){_AFTER}", f"{_GATE_BEFORE}(?:{either}){_GATE_AFTER}"


def _literal(word: str) -> str:
    return "[ -]".join(str(re2.escape(part)) for part in word.split(" "))


def _masked(word: str) -> list[str]:
    if len(word) < 4 or not word.isalpha() or not word.isascii():
        return [_literal(word)]
    first, inner, last = word[0], word[1:-1], word[-1]
    hidden = first + "".join(f"[{letter}{_SIGNS}]" for letter in inner) + last
    starred = rf"{first}\*{{2,{len(inner) + 2}}}{last}"
    vowels = "".join(f"[{letter}{_SOFT_SIGNS}]" if letter in _VOWELS else letter for letter in inner)
    unfinished = f"{word[:-1]}[{_SIGNS}]"
    return [_doubled(word), hidden, starred, first + vowels + last, unfinished]


def _doubled(word: str) -> str:
    """Each letter once or twice, a letter that the word doubles only twice; "ph" for "f", "k" for "ck"."""
    out = []
    at = 0
    while at < len(word):
        pair = word[at : at + 2]
        if pair == "ck":
            out.append("(?:c{1,2}k{1,2}|k{1,2})")
        elif len(pair) == 2 and pair[0] == pair[1]:
            out.append(pair)
        elif word[at] == "f" and at == 0:
            out.append("(?:f{1,2}|ph)")
        else:
            # "asses" is not "assess", and a cook is nothing rude.
            out.append(word[at] if word[at:] == "s" or word[at] == "o" else word[at] + "{1,2}")
        at += 2 if pair == "ck" or (len(pair) == 2 and pair[0] == pair[1]) else 1
    return "".join(out)

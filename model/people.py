"""Knows which words of a text name a person, from word lists and from what stands beside them.

Made for "a student's name is near": fast, and silent when unsure. Masking asks with ``unsure=True``, and then
every capitalised word that is not known to be something else counts. The extension follows the same steps.
"""

from __future__ import annotations

import re
from typing import Final

from .wordlists import COMMON, FUNCTION, fold, grammar, is_common, read_words

GIVEN: Final = read_words("given_names")
FAMILY: Final = read_words("family_names")
PROPER: Final = read_words("capitalised_words")
_G: Final = grammar()
TITLES_SHORT: Final = frozenset(_G["titles_short"])
TITLES_LONG: Final = frozenset(_G["titles_long"])
TITLES: Final = TITLES_SHORT | TITLES_LONG
PARTICLES: Final = frozenset(_G["particles"])
INSTITUTIONS: Final = frozenset(_G["institutions"])
BEFORE_PLACES: Final = frozenset(_G["before_places"])
MONTHS: Final = frozenset(_G["months"])
PERSON_VERBS: Final = frozenset(_G["person_verbs"])
NAMES_IN_LOWER_CASE: Final = GIVEN - COMMON
# Most words of most texts: skipped after one look-up.
_PLAIN: Final = COMMON - GIVEN - TITLES
BORING: Final = _PLAIN | {word.capitalize() for word in _PLAIN - FAMILY}
LISTED: Final = GIVEN | FAMILY | TITLES
LONGEST_NAME: Final = 5
LONG_SHOUT: Final = 6

_MARKED: Final = r"\[[A-Z]+(?: \d+)?\]|(?<![\w@])@[A-Za-z_][A-Za-z0-9_.]*"
# Accents that stand alone and zero-width letters belong to the word that they are in.
_LETTERS: Final = r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u00ad\u200b-\u200d])*"
WORD: Final = re.compile(rf"{_LETTERS}(?:['’-]{_LETTERS})*|{_MARKED}")
ASCII_WORD: Final = re.compile(rf"[A-Za-z]+(?:['-][A-Za-z]+)*|{_MARKED}")
SAME_SENTENCE: Final = re.compile(r"[ \t\u00a0\ufffc,('&/\"“‘]*\Z")
BESIDE: Final = re.compile(r"[ \u00a0]{1,2}\Z")
AFTER_SHORT: Final = re.compile(r"\.?[ \u00a0]{0,2}\Z")


def person_spans(text: str, *, unsure: bool = False) -> list[tuple[int, int]]:
    """Where people are named: ``(start, end)`` in code points, in order, never overlapping.

    Parameters
    ----------
    text
        The text as typed, or a view's text. Never raises, whatever it holds.
    unsure
        Take a capitalised word that may be a name for one: right for masking, wrong for warning.
    """
    return _Scan(text, unsure).spans()


def is_plain(word: str) -> bool:
    """Whether a word in plain small letters stands in no list of names: the quick way past most words."""
    return "a" <= word[0] <= "z" and word not in LISTED and word.isascii() and word.isalpha()


class _Scan:
    """One pass over the words of one text."""

    __slots__ = ("found", "text", "unsure")

    def __init__(self, text: str, unsure: bool) -> None:
        self.text = text
        self.unsure = unsure
        self.found = [match.span() for match in (ASCII_WORD if text.isascii() else WORD).finditer(text)]

    def spans(self) -> list[tuple[int, int]]:
        text, found = self.text, self.found
        spans: list[tuple[int, int]] = []
        at, titled = 0, -2
        while at < len(found):
            start, end = found[at]
            word = text[start:end]
            first = word[0]
            if titled != at - 1 and (word in BORING or is_plain(word)):
                pass
            elif first in "[@":
                if first == "@" or word.startswith("[NAME"):
                    spans.append((start, end))
            else:
                base = fold(self.bare(at))
                if titled == at - 1 and self.after_title(at, base):
                    last = self.extend(at)
                    spans.append((start, self.bare_end(last)))
                    at = last
                elif base in TITLES:
                    titled = at
                elif self.is_name(at, base):
                    last = self.extend(at)
                    if not self.is_institution(at, last):
                        spans.append((start, self.bare_end(last)))
                    at = last
            at += 1
        return spans

    # Words by their number

    def bare_end(self, at: int) -> int:
        """Where the word ends without the 's of possession."""
        start, end = self.found[at]
        if end - start > 3 and self.text[end - 1] in "sS" and self.text[end - 2] in "'’":
            return end - 2
        return end

    def bare(self, at: int) -> str:
        return self.text[self.found[at][0] : self.bare_end(at)]

    def base(self, at: int) -> str:
        """The folded word, or an empty text past either end and for handles and masks."""
        if not 0 <= at < len(self.found) or self.text[self.found[at][0]] in "[@":
            return ""
        return fold(self.bare(at))

    def gap(self, at: int) -> str:
        """What stands between a word and the one before it."""
        return self.text[self.found[at - 1][1] : self.found[at][0]]

    def is_capital(self, at: int) -> bool:
        return 0 <= at < len(self.found) and self.text[self.found[at][0]].isupper()

    def begins_sentence(self, at: int) -> bool:
        return at == 0 or not SAME_SENTENCE.match(self.gap(at))

    def is_shouted(self, at: int) -> bool:
        bare = self.bare(at)
        return len(bare) > 1 and bare.isupper()

    # Decisions

    def after_title(self, at: int, base: str) -> bool:
        title = self.base(at - 1)
        short = title in TITLES_SHORT
        if not (AFTER_SHORT if short else BESIDE).match(self.gap(at)) or base in TITLES:
            return False
        listed = base in GIVEN or base in FAMILY
        common = is_common(base)
        if len(base) == 1:
            return self.is_capital(at) and base not in {"i", "a"}
        if self.is_capital(at) and not (self.is_shouted(at) and (common or not (listed or short))):
            if short:
                return base not in FUNCTION
            return base not in FUNCTION and base not in INSTITUTIONS and (listed or not (common or base in PROPER))
        if short:
            return base not in FUNCTION and (base in FAMILY or not common)
        return listed and not common

    def is_name(self, at: int, base: str) -> bool:  # noqa: PLR0911 - one case after the other
        given, proper = base in GIVEN, base in PROPER
        if not self.is_capital(at):
            return self.is_lower_name(at, base, given, proper)
        common = is_common(base)
        if self.is_shouted(at):
            if given or (base in FAMILY and not common):
                return not common and not proper
            return self.unsure and len(base) >= LONG_SHOUT and not common and not proper
        if len(base) == 1:
            return self.is_initial(at)
        if given and (proper or common):
            return self.is_ambiguous_name(at, base)
        if common or proper or base in INSTITUTIONS:
            return False
        if given or base in FAMILY or self.unsure or base.partition("-")[0] in NAMES_IN_LOWER_CASE:
            return True
        return self.is_unknown_name(at)

    def is_lower_name(self, at: int, base: str, given: bool, proper: bool) -> bool:
        if "-" in base and not given:
            part = base.partition("-")[0]
            return part in NAMES_IN_LOWER_CASE and part not in PROPER
        if base in FAMILY and self.unsure and not proper:
            return not is_common(base)
        if not given or is_common(base):
            return False
        return not proper or self.unsure or self.base(at + 1) in PERSON_VERBS

    def is_ambiguous_name(self, at: int, base: str) -> bool:
        """A given name that is also a word (Will, Grace), a place (Austin) or a month (April)."""
        after = self.base(at + 1)
        possessive = self.bare_end(at) != self.found[at][1]
        named = possessive or after in PERSON_VERBS or self.surname_follows(at)
        if base in MONTHS:
            return named
        before = self.base(at - 1)
        if base in PROPER:
            return named or self.unsure or before not in BEFORE_PLACES
        if self.begins_sentence(at):
            return named
        return self.unsure or not (self.is_capital(at - 1) and is_common(before) and not self.begins_sentence(at - 1))

    def is_unknown_name(self, at: int) -> bool:
        """A capitalised word of no list: a name inside a sentence, or at its start with more to say so."""
        possessive = self.bare_end(at) != self.found[at][1]
        if self.begins_sentence(at):
            return possessive or self.surname_follows(at)
        if not self.is_capital(at - 1) or possessive:
            return True
        before = self.base(at - 1)
        if before == "i" or not (is_common(before) or before in PROPER):
            return True
        return self.begins_sentence(at - 1) and not self.bare(at).endswith("s")

    def is_initial(self, at: int) -> bool:
        """``A. Gomez``: a letter and a full stop before a capitalised word of no list."""
        if at + 1 >= len(self.found) or self.gap(at + 1) not in {". ", "."} or not self.is_capital(at + 1):
            return False
        after = self.base(at + 1)
        return len(after) > 1 and after not in PROPER and (after in FAMILY or not is_common(after))

    def surname_follows(self, at: int) -> bool:
        if not self.is_capital(at + 1) or not BESIDE.match(self.gap(at + 1)) or self.is_shouted(at + 1):
            return False
        after = self.base(at + 1)
        if after in PROPER or after in INSTITUTIONS or after in TITLES:
            return False
        return after in FAMILY or after in GIVEN or (len(after) > 1 and not is_common(after))

    def is_institution(self, first: int, last: int) -> bool:
        """``Lincoln Elementary``: a name that a place is called by. Masking still hides a given name."""
        after = last + 1
        if self.base(after) not in INSTITUTIONS or not self.is_capital(after):
            return False
        if not BESIDE.match(self.gap(after)):
            return False
        start = self.base(first)
        return not (self.unsure and start in GIVEN and start not in PROPER)

    # The rest of the name

    def extend(self, at: int) -> int:
        """Number of the last word of the name that begins at word ``at``."""
        first, last = at, at
        small = not self.is_capital(at)
        while last + 1 < len(self.found) and last + 1 - first < LONGEST_NAME:
            step = self.next_part(first, last, small)
            if step == 0:
                break
            last += step
        return last

    def next_part(self, first: int, last: int, small: bool) -> int:  # noqa: PLR0911 - as above
        """How many more words belong to the name: 0 ends it."""
        after = last + 1
        base = self.base(after)
        initial = len(self.base(last)) == 1
        gap = self.gap(after)
        if not base or self.bare_end(last) != self.found[last][1]:
            return 0
        if not (BESIDE.match(gap) or (initial and AFTER_SHORT.match(gap))):
            return 0
        if base in PARTICLES:
            return self.particle(after)
        if small:
            if base in FAMILY:
                return 0 if is_common(base) else 1
            return 0
        if not self.is_capital(after) or (self.is_shouted(after) and not self.is_shouted(first)):
            return 0
        if len(base) == 1:
            return 0 if base in {"i", "a"} and not self.text.startswith(".", self.found[after][1]) else 1
        if base in FUNCTION or base in INSTITUTIONS or base in TITLES:
            return 0
        if base in FAMILY or base in GIVEN:
            return 0 if self.is_shouted(after) and is_common(base) else 1
        return 0 if base in PROPER or is_common(base) else 1

    def particle(self, at: int) -> int:
        """``de la Cruz``: particles count only with the name that they lead to."""
        steps = 1
        while self.base(at + steps) in PARTICLES and BESIDE.match(self.gap(at + steps)) and steps < 3:
            steps += 1
        name = at + steps
        if not self.base(name) or not BESIDE.match(self.gap(name)):
            return 0
        base = self.base(name)
        known = base in FAMILY or base in GIVEN
        fits = self.is_capital(name) or not is_common(base)
        return steps + 1 if fits and (known or not is_common(base)) and base not in PROPER else 0

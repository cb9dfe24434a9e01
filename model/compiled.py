"""A rule made ready to run: its patterns compiled by RE2, its spans found, its context looked at."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import re2

from model.detectors import Detector
from model.errors import PolicyError
from model.nearby import Nearby
from model.normalize import View
from model.rule import Rule
from model.spelling import words_pattern

# In the first look, "anything in between" may be of any length: counting there makes RE2's automaton large.
_COUNTED_GAP = re.compile(r"\.\{\d+,\d+\}")


def options() -> Any:
    """How every pattern is read: no case, RE2's own syntax, silent on errors (they are raised instead)."""
    chosen = re2.Options()
    chosen.case_sensitive = False
    chosen.log_errors = False
    chosen.max_mem = 64 << 20
    return chosen


def compile_pattern(pattern: str, where: str) -> Any:
    """Compile one pattern.

    Raises
    ------
    PolicyError
        When RE2 refuses it; names the file and the pattern.
    """
    try:
        return re2.compile(pattern, options())
    except re2.error as error:
        said = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else str(error)
        hint = ""
        if said.startswith(("invalid perl operator", "invalid escape sequence: \\")):
            # Nothing that could take longer than one pass over the text.
            hint = " Look-around such as (?=, (?!, (?<= and back-references such as \\1 are not read; use unless."
        raise PolicyError(
            f"The policy file {where}.toml has a pattern that RE2 does not accept ({said}): {pattern}{hint}"
        ) from None


@dataclass(frozen=True, slots=True)
class Matcher:
    """One way to find a rule's words: a compiled pattern, or a detector; `gate` is looked for first."""

    gate: str
    on_plain: bool
    on_folded: bool
    regex: Any = None
    detector: Detector | None = None

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Half-open spans in `text`: the first group that took part, else the whole match, as whole words."""
        if self.detector is not None:
            yield from self.detector.find(text)
            return
        at = 0
        while at <= len(text) and (match := self.regex.search(text, at)):
            group = next((n for n in range(1, self.regex.groups + 1) if match.start(n) >= 0), 0)
            start, end = match.span(group)
            # Go on behind the words found, not behind the match: a neighbor may share the blank between them.
            at = max(end, at + 1)
            while end < len(text) and end > start and text[end - 1].isalnum() and text[end].isalnum():
                end += 1
            # RE2 takes "é" for a boundary; a match that begins inside such a word is none.
            inside = start > 0 and text[start - 1].isalnum() and not text[start - 1].isascii()
            if start < end and not (inside and text[start].isalnum()):
                yield start, end


class CompiledRule:
    """One rule with its matchers and its context patterns compiled."""

    def __init__(self, rule: Rule, detectors: Mapping[str, Detector], where: str) -> None:
        self.rule = rule
        self.matchers = list(_matchers(rule, detectors, where))
        self._requires = [compile_pattern(pattern, where) for pattern in rule.requires]
        self._unless = [compile_pattern(pattern, where) for pattern in rule.unless]
        near = rule.near.what if rule.near else ()
        self._near_words = None if isinstance(near, str) or not near else words_pattern(near, masked=False)[0]
        self._near_regex = compile_pattern(self._near_words, where) if self._near_words else None

    def holds(self, view: View, span: tuple[int, int], sentence: tuple[int, int], nearby: Nearby) -> bool:
        """Whether the context of `span` (in the view, like its `sentence`) lets the rule speak."""
        rule = self.rule
        if self._requires or self._unless:
            first = sentence[0] if rule.before is None else max(sentence[0], span[0] - rule.before)
            if rule.before is not None and span[0] == sentence[0]:
                first = max(0, span[0] - rule.before)  # "Call my cell. 555-0143": what it is stands before
            last = sentence[1] if rule.after is None else min(sentence[1], span[1] + rule.after)
            context = view.text[first:last]
            if self._requires and not any(regex.search(context) for regex in self._requires):
                return False
            if any(regex.search(context) for regex in self._unless):
                return False
        if rule.near is None:
            return True
        within = rule.near.within
        if self._near_regex is not None:
            around = view.text[max(0, span[0] - within) : span[1] + within]
            return self._near_regex.search(around) is not None
        return nearby.has(str(rule.near.what), *view.original(*span), within)


def _matchers(rule: Rule, detectors: Mapping[str, Detector], where: str) -> Iterator[Matcher]:
    plain, folded = rule.view == "plain", rule.view == "folded"
    for pattern in rule.patterns:
        yield Matcher(pattern, plain, folded, regex=compile_pattern(pattern, where))
    if rule.words:
        pattern, gate = words_pattern(rule.words, masked=rule.masked)
        # Folding reads the signs of a masked word as letters: look at the text before it, too.
        yield Matcher(gate, plain or rule.masked, folded, regex=compile_pattern(pattern, where))
    for name in rule.detectors:
        if name not in detectors:
            known = ", ".join(sorted(detectors))
            raise PolicyError(f"The policy file {where}.toml names a detector {name!r}; there are {known}.")
        yield Matcher(detectors[name].gate, True, False, detector=detectors[name])


class FirstLook:
    """Says which of many patterns may occur in a text, in one pass for every few of them.

    One automaton for all would spend its time on building states for each new text, very small ones on being called.
    """

    _TOGETHER = 64

    def __init__(self, patterns: Sequence[str]) -> None:
        self._sets = []
        for first in range(0, len(patterns), self._TOGETHER):
            together = re2.Set.SearchSet(options())
            for pattern in patterns[first : first + self._TOGETHER]:
                together.Add(_COUNTED_GAP.sub(".*", pattern))
            together.Compile()
            self._sets.append((first, together))

    def named(self, text: str) -> list[int]:
        """Numbers of the patterns that may occur in `text`, in order; never misses one that does."""
        encoded = text.encode()
        return sorted(first + index for first, together in self._sets for index in together.Match(encoded) or ())

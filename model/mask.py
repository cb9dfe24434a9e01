"""Hides who and what a text names before anybody keeps it: typed tokens such as [NAME 1] and [PHONE].

Masks too much rather than too little. The extension follows the same steps (extension/background/mask.ts); both
are held to tests/vectors/mask.jsonl.
"""

import re
from dataclasses import dataclass

from model.people import person_spans

_STREET = (
    "street|st|avenue|ave|road|rd|boulevard|blvd|drive|dr|lane|ln|court|ct|circle|cir|place|pl|way|terrace|trail|"
    "parkway|pkwy|highway|hwy|route|square"
)
# In this order: at the same place the first that fits wins. Only what Python and JavaScript read alike.
PATTERNS: tuple[tuple[str, str], ...] = (
    ("URL", r"(?:https?://|www\.)[^\s<>\"]+"),
    ("EMAIL", r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
    ("HANDLE", r"(?<![A-Za-z0-9_@])@[A-Za-z0-9_][A-Za-z0-9_.]*[A-Za-z0-9_]"),
    ("SSN", r"(?<![0-9-])[0-9]{3}[- ][0-9]{2}[- ][0-9]{4}(?![0-9-])"),
    ("CARD", r"(?<![0-9])[0-9](?:[ -]?[0-9]){12,18}(?![0-9])"),
    ("PHONE", r"(?<![0-9])(?:\+?1[-. ]?)?(?:\([0-9]{3}\) ?|[0-9]{3}[-. ]?)?[0-9]{3}[-. ][0-9]{4}(?![0-9])"),
    ("PHONE", r"(?<![0-9])(?:\+?1)?[2-9][0-9]{9}(?![0-9])"),
    (
        "ADDRESS",
        rf"(?<![0-9A-Za-z])[0-9]{{1,6}}(?: [NSEWnsew]\.?)?(?: [A-Za-z0-9'.]+){{1,3}} (?:{_STREET}"
        rf"|{'|'.join(word.capitalize() for word in _STREET.split('|'))})(?![A-Za-z])(?:\.? (?:#|apt|Apt|unit|Unit)\.? ?[0-9A-Za-z]+)?",
    ),
    ("DATE", r"(?<![0-9])[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{2,4}(?![0-9])"),
    ("NUMBER", r"[0-9][0-9,.-]*[0-9]{2}(?![0-9])|[0-9]{3,}"),
)
_MASK = r"\[(?:NAME|HANDLE|PHONE|SSN|EMAIL|URL|CARD|ADDRESS|DATE|NUMBER)(?: [0-9]+)?\]"
_FINDER = re.compile(f"({_MASK})|" + "|".join(f"({pattern})" for _, pattern in PATTERNS))
# What must never be stored; a name, a date or another number may have been unmasked on purpose.
HARD = ("URL", "EMAIL", "HANDLE", "SSN", "CARD", "PHONE", "ADDRESS")


@dataclass(frozen=True, slots=True)
class Token:
    """One hidden stretch: `token` stands for `start`..`end` (code points, half-open) of the text as typed."""

    token: str
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with its hidden stretches replaced, and what was hidden, in order."""

    text: str
    tokens: tuple[Token, ...]


def mask(text: str) -> Masked:
    """Hide names, handles, numbers and addresses of `text`; the same name gets the same number.

    Masks that already stand in the text stay as they are, and their numbers are not given again.
    """
    found: list[tuple[int, int, str]] = []
    taken = [0]
    for match in _FINDER.finditer(text):
        if match.lastindex == 1:
            number = match.group().rstrip("]").rpartition(" ")[2]
            taken.append(int(number) if number.isdigit() else 0)
            found.append((*match.span(), ""))
        elif match.lastindex is not None:
            found.append((*match.span(), PATTERNS[match.lastindex - 2][0]))
    names = [(start, end, "NAME") for start, end in person_spans(text, unsure=True) if text[start] not in "[@"]
    found += [name for name in names if not any(name[0] < end and start < name[1] for start, end, _ in found)]
    return _replace(text, sorted(found), max(taken))


def _replace(text: str, found: list[tuple[int, int, str]], taken: int) -> Masked:
    parts: list[str] = []
    tokens: list[Token] = []
    numbers: dict[str, int] = {}
    at = 0
    for start, end, kind in found:
        if not kind:
            continue
        token = f"[{kind}]"
        if kind == "NAME":
            token = f"[NAME {numbers.setdefault(text[start:end].lower(), taken + len(numbers) + 1)}]"
        parts += [text[at:start], token]
        tokens.append(Token(token, start, end, kind))
        at = end
    return Masked("".join(parts) + text[at:], tuple(tokens))


def find_unmasked(text: str) -> list[str]:
    """List the kinds of hard identifiers (see HARD) that still stand in `text`, each once, in order."""
    kinds = [
        PATTERNS[match.lastindex - 2][0]
        for match in _FINDER.finditer(text)
        if match.lastindex is not None and match.lastindex > 1
    ]
    return [kind for kind in dict.fromkeys(kinds) if kind in HARD]

"""Turns a text into tokens and n-grams; training and serving both read texts through this file alone."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from model.normalize import View, normalize
from model.people import person_spans
from model.segment import sentences

CLASSES = Path(__file__).parent / "words" / "classes.toml"
CHAR_SIZES = (3, 4, 5)
NAME = "<name>"
# A mask token, a word, a run of digits, a run of marks that carry mood, or one pictograph.
_TOKEN = re.compile(
    r"\[[A-Z]+(?: \d+)?\]|[^\W\d_]+(?:'[^\W\d_]+)*|\d+|[!?]+|[\u2190-\u2bff\u3030\U0001f000-\U0001faff]"
)
_LONGEST_WORD = 40  # code points; anything longer is cut, so that one endless word stays cheap


class Token(NamedTuple):
    """One token: `text` is its lower-case form or a class such as "<name>"; offsets point into the text as typed."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[list[Token]]:
    """Read `text` into one list of tokens a sentence.

    Person names become "<name>" and numbers become classes, so that the classifier learns what is said about a
    person and never who it is; a masked text therefore reads almost like the text before masking.
    """
    return tokens_of(normalize(text).folded, sentences(text))


def tokens_of(
    view: View, spans: list[tuple[int, int]], people: Sequence[tuple[int, int]] | None = None
) -> list[list[Token]]:
    """Read a normalised `view` into tokens, one list for each of the sentence `spans` (offsets as typed).

    `people` are the names in `view.text` where they are known already.
    """
    text = view.text
    people = [*(person_spans(text) if people is None else people), (len(text), len(text))]
    person = row = 0
    rows: list[list[Token]] = [[] for _ in spans]
    unchanged = isinstance(view.starts, range)
    last_row = len(spans) - 1
    for match in _TOKEN.finditer(text):
        begin, finish = match.span()
        while people[person][1] <= begin < len(text) and person < len(people) - 1:
            person += 1
        kind = NAME if people[person][0] <= begin else _class_of(match.group())
        start, end = (begin, finish) if unchanged else view.original(begin, finish)
        while row < last_row and spans[row][1] <= start:
            row += 1
        found = rows[row]
        if kind == NAME and found and found[-1][0] == NAME:
            found[-1] = Token(NAME, found[-1].start, end)
        else:
            found.append(Token(kind, start, end))
    return [found for found in rows if found]


def _class_of(token: str) -> str:
    if token.isalpha():
        return token.lower() if len(token) <= _LONGEST_WORD else token[:_LONGEST_WORD].lower()
    first = token[0]
    if first == "[":
        kind = token[1:-1].split(" ", maxsplit=1)[0].lower()
        return NAME if kind in {"name", "handle"} else "<num>" if kind == "number" else f"<{kind}>"
    if first.isdigit():
        return "<num>" if len(token) > 2 else "<few>"
    return token[:_LONGEST_WORD].lower()


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    """Read `words/classes.toml`: the classes of each word, marked by "#"."""
    found: dict[str, tuple[str, ...]] = {NAME: ("#name",)}
    for name, words in tomllib.loads(CLASSES.read_text(encoding="utf-8")).items():
        for word in words.split():
            found[word] = (*found.get(word, ()), f"#{name}")
    return found


def classes_of(token: str) -> tuple[str, ...]:
    """Return the classes of a token, "#staff" for "coach" say; most words have none."""
    classes = _classes()
    return classes.get(token) or (classes.get(token[:-2], ()) if token.endswith("'s") else ())


def classed_words() -> tuple[str, ...]:
    """Return every word that has a class."""
    return tuple(_classes())


def class_pairs(row: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield (first, second, "#a #b") for each two neighbours among the tokens of a sentence that have a class."""
    before: tuple[str, ...] = ()
    place = 0
    for index, token in enumerate(row):
        classes = classes_of(token)
        if classes:
            for first in before:
                for second in classes:
                    yield place, index, f"{first} {second}"
            before, place = classes, index


def word_grams(rows: list[list[str]]) -> Iterator[str]:
    """Yield the tokens, the pairs of neighbours, the classes and the pairs of classes of each sentence."""
    for row in rows:
        yield from row
        for first, second in zip(("<s>", *row), (*row, "</s>"), strict=True):
            yield f"{first} {second}"
        for token in row:
            yield from classes_of(token)
        for _, _, pair in class_pairs(row):
            yield pair


def char_grams(token: str) -> list[str]:
    """List the character n-grams of one token padded by spaces; classes and marks have none."""
    if not token[0].isalpha():
        return []
    padded = f" {token} "
    return [padded[i : i + n] for n in CHAR_SIZES for i in range(len(padded) - n + 1)]


def words_of(text: str) -> list[str]:
    """Analyse a text for the word block of the pipeline."""
    return list(word_grams([[token.text for token in row] for row in tokens(text)]))


def chars_of(text: str) -> list[str]:
    """Analyse a text for the character block of the pipeline."""
    return [gram for row in tokens(text) for token in row for gram in char_grams(token.text)]

"""Turns a text into tokens and n-grams; training and serving both read texts through this file alone."""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from model.normalize import View, normalize
from model.people import person_spans
from model.segment import sentences

CLASSES = Path(__file__).parent / "words" / "classes.toml"
CHAR_SIZES = (3, 4, 5)
Sentences = list[list[str]]  # the tokens of one text, a list a sentence
NAME = "<name>"
FIRST, LAST = "<s>", "</s>"  # stand before and behind a sentence in its pairs
LONGEST = 240  # tokens that are read as one; no text of the corpus is longer, and margins grow with length
_SOFTENING = 3.0  # tokens; keeps the words of a very short text from shouting
_SCALE = 3.0  # brings an ordinary sentence to about unit length, for which the heads' strength is meant
# A mask token, a word, a run of digits, a run of marks that carry mood, or one pictograph.
_TOKEN = re.compile(
    r"\[[A-Z]+(?: \d+)?\]|[^\W\d_]+(?:'[^\W\d_]+)*|\d+|[!?]+|[\u2190-\u2bff\u3030\U0001f000-\U0001faff]"
)
_LONGEST_WORD = 40  # code points; anything longer is cut, so that one endless word stays cheap
_NEVER = sys.maxsize


@dataclass(frozen=True, slots=True)
class Row:
    """The tokens of one sentence, as three lists of one length.

    `texts` holds lower-case forms or classes such as "<name>"; `starts` and `ends` are offsets into the text as typed.
    """

    texts: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.texts)

    def without(self, begin: int, finish: int) -> "Row":
        """Return the row with the tokens from `begin` up to `finish` left out."""
        texts, starts, ends = self.texts, self.starts, self.ends
        return Row(texts[:begin] + texts[finish:], starts[:begin] + starts[finish:], ends[:begin] + ends[finish:])


def tokens(text: str) -> list[Row]:
    """Read `text` into one row of tokens a sentence.

    Person names become "<name>" and numbers become classes, so that the classifier learns what is said about a
    person and never who it is; a masked text therefore reads almost like the text before masking.
    """
    return tokens_of(normalize(text).folded, sentences(text))


def tokens_of(view: View, spans: list[tuple[int, int]], people: Sequence[tuple[int, int]] | None = None) -> list[Row]:
    """Read a normalised `view` into tokens, one row for each of the sentence `spans` (offsets as typed).

    `people` are the names in `view.text` where they are known already. Sentences without a token have no row.
    """
    if not spans:
        return []
    text = view.text
    unchanged = isinstance(view.starts, range)
    coming = iter([*(person_spans(text) if people is None else people), (len(text), len(text))])
    named, named_end = next(coming)
    bounds = iter([end for _, end in spans[:-1]])
    bound = next(bounds, _NEVER)
    found: list[Row] = []
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        begin, finish = match.span()
        start, end = (begin, finish) if unchanged else view.original(begin, finish)
        while bound <= start:
            if texts:
                found.append(Row(texts, starts, ends))
                texts, starts, ends = [], [], []
            bound = next(bounds, _NEVER)
        while named_end <= begin < len(text):
            named, named_end = next(coming)
        if named <= begin:
            if texts and texts[-1] == NAME:
                ends[-1] = end
                continue
            kind = NAME
        else:
            kind = match.group()
            kind = kind.lower() if kind.isalpha() and finish - begin <= _LONGEST_WORD else _class_of(kind)
            if kind == NAME and texts and texts[-1] == NAME:
                ends[-1] = end
                continue
        if len(texts) == LONGEST:
            found.append(Row(texts, starts, ends))
            texts, starts, ends = [], [], []
        texts.append(kind)
        starts.append(start)
        ends.append(end)
    if texts:
        found.append(Row(texts, starts, ends))
    return found


def _class_of(token: str) -> str:
    if token.isalpha():
        return token[:_LONGEST_WORD].lower()
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


def class_pairs(row: Sequence[str]) -> Iterator[tuple[int, int, tuple[str, str]]]:
    """Yield (first, second, ("#a", "#b")) for each two neighbours among the tokens of a sentence that have a class."""
    before: tuple[str, ...] = ()
    place = 0
    for index, token in enumerate(row):
        classes = classes_of(token)
        if classes:
            for first in before:
                for second in classes:
                    yield place, index, (first, second)
            before, place = classes, index


def word_grams(rows: list[list[str]]) -> Iterator[str]:
    """Yield the tokens, the pairs of neighbours, the classes and the pairs of classes of each sentence."""
    for row in rows:
        yield from row
        for first, second in zip((FIRST, *row), (*row, LAST), strict=True):
            yield f"{first} {second}"
        for token in row:
            yield from classes_of(token)
        for _, _, pair in class_pairs(row):
            yield " ".join(pair)


def char_grams(token: str) -> list[str]:
    """List the character n-grams of one token padded by spaces; classes and marks have none."""
    if not token[0].isalpha():
        return []
    padded = f" {token} "
    return [padded[i : i + n] for n in CHAR_SIZES for i in range(len(padded) - n + 1)]


def read(texts: Iterable[str]) -> list[Sentences]:
    """Read each text into the tokens of its sentences: the first step of the pipeline."""
    return [[row.texts for row in tokens(text)] for text in texts]


def words_of(sentences_of_text: Sentences) -> list[str]:
    """Analyse a text, read before, for the word block of the pipeline."""
    return list(word_grams(sentences_of_text))


def chars_of(sentences_of_text: Sentences) -> list[str]:
    """Analyse a text, read before, for the character block of the pipeline."""
    return [gram for row in sentences_of_text for token in row for gram in char_grams(token)]


def lengths_of(texts: Sequence[Sentences]) -> Any:
    """Count the tokens of each text, read before, shape (n_texts, 1)."""
    return np.array([[sum(map(len, rows))] for rows in texts], dtype=float)


def softened(lengths: Any) -> Any:
    """Return what the sums over a text of so many tokens are divided by: its weights, not its length, should tell."""
    return _SCALE * np.sqrt(lengths + _SOFTENING)

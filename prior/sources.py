"""The public sets: where each comes from, the hash of its file, and how a row becomes a text with a yes or no."""

import ast
import csv
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """One question asked of one file: `asks` turns a row into texts with a yes or no, or into none."""

    name: str
    repository: str
    licence: str
    file: str
    sha256: str
    asks: Callable[[Row], list[tuple[str, bool]]]


def _abusive(row: Row) -> list[tuple[str, bool]]:
    worst = [key for level in (-1, -2, -3) for key in row if key.endswith(f"is_abuse.{level}") and row[key] == "1"]
    fine = [key for level in (0, 1) for key in row if key.endswith(f"is_abuse.{level}") and row[key] == "1"]
    return [] if len(worst) == len(fine) else [(row["user"], len(worst) > len(fine))]


def _inside_and_outside(row: Row) -> list[tuple[str, bool]]:
    """Split a comment into the words that readers marked as toxic and all others."""
    marked, text = set(ast.literal_eval(row["spans"])), row["text"]
    inside = "".join(letter if at in marked else " " for at, letter in enumerate(text))
    outside = "".join(" " if at in marked else letter for at, letter in enumerate(text))
    return [(inside, True), (outside, False)]


SOURCES = (
    Source(
        "offensive",
        "t-davidson/hate-speech-and-offensive-language",
        "MIT",
        "davidson/labeled_data.csv",
        "fcb8bc7c68120ae4af04a5b9acd58585513ede11e1548ebf36a5c2040b6f6281",
        lambda row: [(row["tweet"], row["class"] != "2")],
    ),
    Source(
        "hateful",
        "t-davidson/hate-speech-and-offensive-language",
        "MIT",
        "davidson/labeled_data.csv",
        "fcb8bc7c68120ae4af04a5b9acd58585513ede11e1548ebf36a5c2040b6f6281",
        lambda row: [(row["tweet"], row["class"] == "0")],
    ),
    Source(
        "sexist",
        "rewire-online/edos",
        "CC0-1.0",
        "edos/edos_labelled_aggregated.csv",
        "607bdbb766e1803a28f0eb8fc21c14b6b9dfa20039f726ba6767438584b47f9b",
        lambda row: [(row["text"], row["label_sexist"] == "sexist")],
    ),
    Source(
        "hateful_emoji",
        "HannahKirk/Hatemoji",
        "CC-BY-4.0",
        "hatemoji/train.csv",
        "2255818a5b10153876320068451be582ed876a2eefb22a250bd2f6478d1815e5",
        lambda row: [(row["text"], row["label_gold"] == "1")],
    ),
    Source(
        "abusive",
        "amandacurry/convabuse",
        "CC-BY-4.0",
        "convabuse/ConvAbuseEMNLPtrain.csv",
        "23abab3eff791d0e8cac681cec15a5ef299ed052699e4fca762d1d4640c36936",
        _abusive,
    ),
    Source(
        "toxic",
        "ipavlopoulos/toxic_spans",
        "CC0-1.0",
        "toxicspans/tsd_train.csv",
        "b538ea2d64ed7c306ff8f010a25a5286bef6ce61d469042482ba64efc1ddd6cd",
        _inside_and_outside,
    ),
)


class SourceError(Exception):
    """A file is missing or is not the one that was used; the message names it."""


def read(source: Source, folder: Path) -> Iterator[tuple[str, bool]]:
    """Yield (text, answer) for each usable row.

    Raises
    ------
    SourceError
        When the file is not there or has another sha256.
    """
    file = folder / "train" / source.file
    try:
        data = file.read_bytes()
    except OSError as problem:
        raise SourceError(f"{file} cannot be read: fetch {source.repository} and put its file there.") from problem
    if hashlib.sha256(data).hexdigest() != source.sha256:
        raise SourceError(f"{file} is not the file of {source.repository} that was used: its sha256 differs.")
    for row in csv.DictReader(data.decode("utf-8", errors="replace").splitlines(keepends=True)):
        yield from ((text, answer) for text, answer in source.asks(row) if text.strip())

"""Cuts a text at the edges of its findings, so that a template can mark them without touching a word."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_SEVERITIES = ("info", "caution", "serious")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text, with the labels that were found on it and the highest of their severities."""

    text: str
    labels: tuple[str, ...]
    severity: str


def pieces(text: str, findings: Sequence[Mapping[str, Any]], severity: Callable[[str], str]) -> list[Piece]:
    """Cut `text` into stretches; joined again they are the text, whatever the spans say.

    Parameters
    ----------
    text : str
        As it was sent.
    findings : sequence of mappings
        Each with a `label` and `spans` in code points, half-open. What lies outside the text is left out.
    severity : callable
        Returns a label's severity.
    """
    spans = [
        (max(0, start), min(len(text), end), str(one["label"]))
        for one in findings
        for start, end in one.get("spans", ())
        if start < end
    ]
    edges = sorted({0, len(text), *(edge for start, end, _ in spans if start < end for edge in (start, end))})
    cut = []
    for start, end in pairwise(edges):
        labels = tuple(dict.fromkeys(label for first, last, label in spans if first <= start and end <= last))
        worst = max(map(severity, labels), key=_SEVERITIES.index, default="")
        cut.append(Piece(text[start:end], labels, worst))
    return cut

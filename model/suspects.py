"""Finds records whose labels look wrong: what folds that never saw a record say of it, weighed by cleanlab.

A suspect is no error: a person reads it (`python -m model review` for the corpus, the console's queue for flags). The
file in a version's folder holds ids and labels, never a text.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from cleanlab.multilabel_classification import get_label_quality_scores  # type: ignore[import-untyped]

from model.calibrate import sigmoid
from model.dataset import Record
from model.examples import Examples

MOST = 400  # of the corpus
LIKELY_WRONG = 0.5  # scores below this: the folds hold the opposite for likelier
Floats = np.ndarray[Any, np.dtype[np.float64]]


def suspects(records: Sequence[Record], part: Examples, margins: Floats, labels: Sequence[str]) -> dict[str, Any]:
    """List the labels that are least believed, worst first.

    Parameters
    ----------
    records, part
        The records and the examples of whole posts that were built from them.
    margins : array of shape (n_texts, n_labels)
        Of `part`, each by heads that never saw its group.

    Returns
    -------
    dict
        "corpus" (at most MOST) and "reviewed" (all): [{"id", "label", "given": whether the record has the label,
        "score": from 0, surely wrong, to 1, "labels": those it has, "suspected": those it might better have}].
    """
    rows = np.flatnonzero(part.original)
    if len(rows) != len(records):
        raise ValueError("Each record is one original text of the post head.")
    # Each label's own slope and offset say what is rare in real life; a label error has nothing to do with that.
    believed = np.asarray(sigmoid(margins[rows], 1.0, 0.0))
    given = part.targets[rows] == 1
    lists = [np.flatnonzero(row).tolist() for row in given]
    quality = np.asarray(get_label_quality_scores(lists, believed))
    doubted = np.where(given, 1 - believed, believed)
    found: dict[str, list[dict[str, Any]]] = {"corpus": [], "reviewed": []}
    for at in np.argsort(quality, kind="stable").tolist():
        label = int(doubted[at].argmax())
        score = 1 - float(doubted[at, label])
        if score >= LIKELY_WRONG:
            continue
        flipped = given[at].copy()
        flipped[label] = not flipped[label]
        row = {
            "id": records[at].id,
            "label": labels[label],
            "given": bool(given[at, label]),
            "score": round(score, 4),
            "labels": [labels[number] for number in np.flatnonzero(given[at]).tolist()],
            "suspected": [labels[number] for number in np.flatnonzero(flipped).tolist()],
        }
        found["reviewed" if records[at].reviewed else "corpus"].append(row)
    return {"corpus": found["corpus"][:MOST], "reviewed": found["reviewed"]}

"""Serving what the encoder's numbers say about each label: one product a text, remembered while one types on."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from model.encoder import Encoder, reading

Floats32 = np.ndarray[Any, np.dtype[np.float32]]
TABLE = "meaning.npy"
_REMEMBERED = 2048  # sentences; a post is checked again and again while it is typed


class Meaning:
    """Adds to the margins of the n-grams what a text means; safe to share between threads."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        """Map the table in `folder`, shape (size + 1, 2 * n_labels): sentence head, post head; last the intercepts."""
        self._table: Floats32 = np.load(folder / TABLE, mmap_mode="r", allow_pickle=False)
        self._encoder = encoder
        # Kept by Python's keyed hash, never as words.
        self._margins: dict[int, Floats32] = {}

    def margins(self, texts: Sequence[str]) -> Floats32:
        """Return what is added to the margins of both heads for each text as typed, shape (n_texts, 2 * n_labels)."""
        return np.stack([self._margin(reading(text)) for text in texts])

    def without(self, text: str, pieces: Sequence[tuple[int, int]]) -> Floats32:
        """Return the margins of `text` without each of `pieces` (offsets), shape (n_pieces, 2 * n_labels)."""
        return self._of([reading(text[:start] + text[end:]) for start, end in pieces])

    def _margin(self, read: str) -> Floats32:
        key = hash(read)
        found = self._margins.get(key)
        if found is None:
            found = self._of([read])[0]
            if len(self._margins) >= _REMEMBERED:
                self._margins.clear()
            self._margins[key] = found
        return found

    def _of(self, read: Sequence[str]) -> Floats32:
        return np.asarray(self._encoder.embed(read) @ self._table[:-1] + self._table[-1], dtype=np.float32)

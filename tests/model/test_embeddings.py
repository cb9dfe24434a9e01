"""Embeddings of the corpus are computed once; those of flags are never kept."""

from pathlib import Path

import numpy as np

from model.embeddings import embed_all

TEXTS = ["The bus is late", "The band played well", "A flag that was sent"]


class Counting:
    """An encoder that counts what it is asked."""

    hash = "ab" * 32
    size = 3

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: list[str]) -> np.ndarray:
        self.asked += texts
        return np.array([[len(text), 1.5, -2.0] for text in texts], dtype=np.float32)


def _embed(encoder: Counting, folder: Path) -> np.ndarray:
    return embed_all(encoder, TEXTS, [True, True, False], folder, lambda _: None)  # type: ignore[arg-type]


def test_what_is_kept_is_not_asked_again_and_a_flag_is(tmp_path: Path) -> None:
    first, second = Counting(), Counting()
    found = _embed(first, tmp_path)
    assert first.asked == TEXTS
    assert np.array_equal(_embed(second, tmp_path), found)
    assert second.asked == [TEXTS[2]]


def test_another_encoder_starts_anew_and_a_damaged_file_is_made_again(tmp_path: Path) -> None:
    _embed(Counting(), tmp_path)
    other = Counting()
    other.hash = "cd" * 32
    _embed(other, tmp_path)
    assert other.asked == TEXTS
    (file,) = tmp_path.iterdir()
    for damaged in (b"damaged", file.read_bytes()[:-40], b""):
        file.write_bytes(damaged)
        again = Counting()
        again.hash = other.hash
        _embed(again, tmp_path)
        assert again.asked == TEXTS


def test_no_text_is_written(tmp_path: Path) -> None:
    _embed(Counting(), tmp_path)
    (file,) = tmp_path.iterdir()
    assert b"band" not in file.read_bytes()

"""Writes trained pipelines in their serving form: tables for `scorer.py` and their vocabulary, without a pickle."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.pipeline import Pipeline

from model import features
from model.classifier import CHAR_WEIGHT
from model.scorer import VOCABULARY


def export(sentence: Pipeline, post: Pipeline, folder: Path) -> None:
    """Write the two pipelines, which share their features, into `folder`.

    `grams.npy` has shape (n_tokens + n_pairs + 1, 2 * n_labels), `chars.npy` (n_chars + 1, 2 * n_labels), float32;
    their last rows are zeros. A token's row holds its own weights and those of its classes and of its spelling.
    """
    union = sentence.named_steps["features"].named_steps["blocks"]
    blocks = dict(union.transformer_list)
    word_vocabulary, word_idf = _block(blocks["word"])
    char_vocabulary, char_idf = _block(blocks["char"])
    weights = np.vstack([sentence.named_steps["heads"].coef_, post.named_steps["heads"].coef_]).T
    split = len(word_vocabulary)
    words = weights[:split] * word_idf[:, None]
    chars = weights[split:] * char_idf[:, None] * CHAR_WEIGHT
    single = {gram: words[row] for row, gram in enumerate(word_vocabulary) if " " not in gram}
    others = (features.FIRST, features.LAST, *features.classed_words())
    tokens = [*single, *(token for token in dict.fromkeys(others) if token not in single)]
    token_row = {token: row for row, token in enumerate(tokens)}
    char_row = {gram: row for row, gram in enumerate(char_vocabulary)}
    pairs = [(row, gram.split(" ")) for row, gram in enumerate(word_vocabulary) if " " in gram]

    table = np.zeros((len(tokens), words.shape[1]))
    for token, row in token_row.items():
        for gram in (token, *features.classes_of(token)):
            if gram in single:
                table[row] += single[gram]
        table[row] += chars[[char_row[gram] for gram in features.char_grams(token) if gram in char_row]].sum(axis=0)
    _save(folder / "grams.npy", np.vstack([table, words[[row for row, _ in pairs]]]))
    _save(folder / "chars.npy", chars)
    vocabulary = {
        "tokens": tokens,
        "pairs": [[token_row[one], token_row[other]] for _, (one, other) in pairs],
        "chars": char_vocabulary,
    }
    (folder / VOCABULARY).write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")


def _block(block: Pipeline) -> tuple[list[str], Any]:
    counts, weights = (step for _, step in block.steps)
    return counts.get_feature_names_out().tolist(), weights.idf_


def _save(file: Path, table: Any) -> None:
    zeros = np.zeros((1, table.shape[1]))
    np.save(file, np.vstack([table, zeros]).astype(np.float32), allow_pickle=False)

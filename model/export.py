"""Writes trained pipelines in their serving form: tables for `scorer.py` and their vocabulary, without a pickle."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.pipeline import Pipeline

from model import features, prior
from model.classifier import CHAR_WEIGHT
from model.scorer import VOCABULARY

Weights = dict[str, Any]


def export(sentence: Pipeline, post: Pipeline, folder: Path) -> None:
    """Write the two pipelines, which share their features, into `folder`.

    `grams.npy` has shape (n_tokens + n_pairs + 1, 2 * n_labels), `chars.npy` (n_chars + 1, 2 * n_labels), float32;
    their last rows are zeros. A token's row holds its own weights and those of its classes and of its spelling; what
    the prior says of a gram is a part of the gram's weights.
    """
    words, chars = _weights(sentence, post)
    single = {gram: row for gram, row in words.items() if " " not in gram}
    pairs = {gram: row for gram, row in words.items() if " " in gram}
    parts = [part for gram in pairs for part in gram.split(" ")]
    tokens = list(dict.fromkeys([*single, features.FIRST, features.LAST, *features.classed_words(), *parts]))
    token_row = {token: row for row, token in enumerate(tokens)}
    table = np.zeros((len(tokens), len(next(iter(words.values())))))
    for token, row in token_row.items():
        grams = [single[gram] for gram in (token, *features.classes_of(token)) if gram in single]
        grams += [chars[gram] for gram in features.char_grams(token) if gram in chars]
        if grams:
            table[row] = np.sum(grams, axis=0)
    _save(folder / "grams.npy", np.vstack([table, *pairs.values()]))
    _save(folder / "chars.npy", np.vstack(list(chars.values())))
    vocabulary = {
        "tokens": tokens,
        "pairs": [[token_row[part] for part in gram.split(" ")] for gram in pairs],
        "chars": list(chars),
    }
    (folder / VOCABULARY).write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")


def _weights(sentence: Pipeline, post: Pipeline) -> tuple[Weights, Weights]:
    """Return gram -> weights in both heads, of shape (2 * n_labels,), for words with pairs and for characters."""
    union = sentence.named_steps["features"].named_steps["blocks"]
    blocks = dict(union.transformer_list)
    both = np.vstack([sentence.named_steps["heads"].coef_, post.named_steps["heads"].coef_]).T
    found: list[Weights] = []
    start = 0
    for name, weight in (("word", 1.0), ("char", CHAR_WEIGHT)):
        counts, rarity = (step for _, step in blocks[name].steps)
        grams = counts.get_feature_names_out().tolist()
        own = both[start : start + len(grams)] * rarity.idf_[:, None] * weight
        found.append(dict(zip(grams, own, strict=True)))
        start += len(grams)
    asked = both[start : start + prior.questions()]
    for weights, known in zip(found, (prior.table()[block] for block in prior.BLOCKS), strict=True):
        _add(weights, known, asked)
    return found[0], found[1]


def _add(weights: Weights, known: Mapping[str, Any], asked: Any) -> None:
    for gram, answers in known.items():
        own = answers @ asked
        weights[gram] = weights[gram] + own if gram in weights else own


def _save(file: Path, table: Any) -> None:
    zeros = np.zeros((1, table.shape[1]))
    np.save(file, np.vstack([table, zeros]).astype(np.float32), allow_pickle=False)

"""python -m prior --data DIR: learn the word weights of model/prior/ from public sets in DIR/train/.

Each question is learnt with the features of the classifier itself; of its weights only the heaviest are kept. No text
of the sets leaves this program: only words, letter groups and numbers do.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from model.classifier import CHAR_WEIGHT, SEED, make_features
from model.prior import FOLDER, VOCABULARY, WEIGHTS
from prior.sources import SOURCES, SourceError, read

KEPT = {"word": 6_000, "char": 4_000}  # grams with the largest weight of any question
FEWEST = 5  # texts in which a gram must stand


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and return the exit status; a missing or changed file is one sentence on standard error."""
    parser = argparse.ArgumentParser(prog="python -m prior", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train/<set>/<file>")
    parser.add_argument("--to", type=Path, default=FOLDER, help="where to write (default: model/prior)")
    options = parser.parse_args(arguments)
    columns: dict[str, list[dict[str, float]]] = {"word": [], "char": []}
    try:
        for source in SOURCES:
            rows = list(read(source, options.data))
            print(
                f"  {source.name}: {len(rows)} texts, {sum(answer for _, answer in rows)} of them yes", file=sys.stderr
            )
            for block, weights in _weights(rows).items():
                columns[block].append(weights)
    except SourceError as problem:
        print(problem, file=sys.stderr)
        return 1
    grams, tables = {}, {}
    for block, questions in columns.items():
        every = {gram for weights in questions for gram in weights}
        kept = sorted(every, key=lambda gram: -max(abs(weights.get(gram, 0.0)) for weights in questions))
        grams[block] = sorted(kept[: KEPT[block]])
        table = [[weights.get(gram, 0.0) for weights in questions] for gram in grams[block]]
        tables[block] = np.array(table, dtype=np.float16)
    options.to.mkdir(parents=True, exist_ok=True)
    (options.to / VOCABULARY).write_text(json.dumps(grams, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    np.savez_compressed(options.to / WEIGHTS, **tables)
    print(f"Wrote {len(grams['word'])} words and pairs and {len(grams['char'])} letter groups.", file=sys.stderr)
    return 0


def _weights(rows: Sequence[tuple[str, bool]]) -> dict[str, dict[str, float]]:
    features = make_features(min_df=FEWEST, prior=False)
    matrix = features.fit_transform([text for text, _ in rows])
    answers = np.array([answer for _, answer in rows])
    head = LogisticRegression(
        C=1.0, solver="liblinear", dual=True, random_state=SEED, class_weight="balanced", tol=0.01
    )
    coefficients = head.fit(matrix, answers).coef_[0]
    found, start = {}, 0
    for name, block in features.named_steps["blocks"].transformer_list:
        if name not in KEPT:
            continue
        names, idf = block[0].get_feature_names_out(), block[1].idf_
        own = coefficients[start : start + len(names)] * idf * (CHAR_WEIGHT if name == "char" else 1.0)
        found[name] = {gram: float(weight) for gram, weight in zip(names, own, strict=True) if "#" not in gram}
        start += len(names)
    return found


if __name__ == "__main__":
    sys.exit(main())

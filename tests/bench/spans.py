"""The words that are underlined against the words that people marked as toxic, character by character.

Usage: FORETHOUGHT_BENCHMARKS=DIR python tests/bench/spans.py [ARTEFACTS]. DIR/train/toxicspans is the training part of
SemEval-2021 Task 5 (Pavlopoulos et al., 2021; CC0): comments with the characters that most judges marked. Figures are
means over the texts that are warned about, as in that task. Baselines on the same texts: the whole text, and every word
of a list of profanity (DIR/train/surge_prof, MIT). No text is printed.
"""

import ast
import csv
import os
import random
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from model.checker import Checker, load_checker
from model.measure.public import VARIABLE, folder

TEXTS = 3000  # of 7,939, drawn with a seed: the mean is sure to about 0.01
Marked = set[int]


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def samples(sets: Path) -> list[tuple[str, Marked]]:
    """Return texts with the places (code points) that people marked; some texts have none."""
    found = [(row["text"], set(ast.literal_eval(row["spans"]))) for row in rows(sets / "toxicspans" / "tsd_train.csv")]
    return random.Random(5).sample(found, min(TEXTS, len(found)))


def underlined(checker: Checker, text: str) -> Marked:
    """Return the places that a warning for harassment or profanity underlines."""
    return {
        place
        for finding in checker.check(text).findings
        if finding.family == "harassment" or finding.label == "profanity"
        for start, end in finding.spans
        for place in range(start, end)
    }


def listed(sets: Path) -> Callable[[str], Marked]:
    """Return what marks every word and phrase of the list of profanity."""
    words = sorted({row["text"].lower() for row in rows(sets / "surge_prof" / "profanity_en.csv")}, key=len)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, reversed(words))) + r")(?!\w)", re.IGNORECASE)

    def places(text: str) -> Iterator[int]:
        for match in pattern.finditer(text):
            yield from range(*match.span())

    return lambda text: set(places(text))


def agreement(ours: Marked, theirs: Marked) -> tuple[float, float, float]:
    """Return F1, precision and recall; where one side marks nothing they agree only if the other does not either."""
    if not ours or not theirs:
        return (float(ours == theirs),) * 3
    precision, recall = len(ours & theirs) / len(ours), len(ours & theirs) / len(theirs)
    both = precision + recall
    return 2 * precision * recall / both if both else 0.0, precision, recall


def main() -> int:
    sets = folder()
    if sets is None or not (sets / "train" / "toxicspans").is_dir() or not (sets / "train" / "surge_prof").is_dir():
        print(f"spans: skipped, {VARIABLE} names no folder with train/toxicspans and train/surge_prof in it")
        return 0
    sets /= "train"
    artefacts = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".cache" / "test-artefacts"
    checker = load_checker(artefacts)
    texts = samples(sets)
    warned = [(text, theirs, ours) for text, theirs in texts if (ours := underlined(checker, text))]
    if not warned:
        print("spans: nothing is warned about, so there is nothing to compare")
        return 0
    by_list = listed(sets)
    ways = {
        "whole text (baseline)": [set(range(len(text))) for text, _, _ in warned],
        "profanity list (baseline)": [by_list(text) for text, _, _ in warned],
        "what we underline": [ours for _, _, ours in warned],
    }
    marked = [bool(theirs) for _, theirs, _ in warned]
    print(f"spans: {len(texts)} comments, {len(warned)} of them warned about, {sum(marked)} of these marked by people")
    print("                               F1   precision  recall   F1 where marked   ratio of F1 to the whole text")
    whole = 0.0
    for name, ours in ways.items():
        scores = [agreement(mine, theirs) for mine, (_, theirs, _) in zip(ours, warned, strict=True)]
        f1, precision, recall = (sum(column) / len(scores) for column in zip(*scores, strict=True))
        only = sum(score[0] for score, real in zip(scores, marked, strict=True) if real) / max(1, sum(marked))
        whole = whole or f1
        print(f"  {name:<26} {f1:6.3f} {precision:11.3f} {recall:7.3f} {only:17.3f} {f1 / whole:18.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

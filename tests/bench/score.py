"""One post scored, rules included, against predict_proba of the scikit-learn pipeline it was trained as.

Usage: python tests/bench/score.py [ARTEFACTS]. Baseline: the pipeline of the same version, one text a call, in the
same process and the same run; both read the same 200 posts of 280 characters. Aim: 0.15 of its time or less.
"""

import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

import joblib

from model.artefacts import current_version
from model.checker import load_checker

ROUNDS = 5


def posts(length: int = 280, count: int = 200, *, ordinary: bool = False) -> list[str]:
    """Cut posts of `length` characters from shuffled validation texts: all, half of them risky, or the silent ones."""
    lines = (ROOT / "training_data" / "validation.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    texts = [one["text"] for one in records if not (ordinary and (one["labels"] or "notices" in one))]
    chance = random.Random(5)
    return [" ".join(chance.sample(texts, 12))[:length] for _ in range(count)]


def microseconds(call: Callable[[str], object], texts: Sequence[str]) -> float:
    """Return the mean time of one call over `texts`, in microseconds."""
    begun = time.perf_counter()
    for text in texts:
        call(text)
    return (time.perf_counter() - begun) / len(texts) * 1e6


def main() -> int:
    artefacts = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".cache" / "test-artefacts"
    checker = load_checker(artefacts)
    pipeline = joblib.load(artefacts / current_version(artefacts) / "model.joblib")["sentence"]
    print("score: one post of 280 characters, one thread, median of 5 rounds")
    print("  posts                  predict_proba (baseline) us   whole check us   ratio   (aim 0.15 or less)")
    for name, texts in (("silent ones", posts(ordinary=True)), ("half of them risky", posts())):
        ours, theirs = [], []
        microseconds(checker.check, texts)  # warm
        for _ in range(ROUNDS):
            theirs.append(microseconds(lambda text: pipeline.predict_proba([text]), texts))
            ours.append(microseconds(checker.check, texts))
        ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
        print(f"  {name:<20} {statistics.median(theirs):29.0f} {statistics.median(ours):16.0f} {ratio:7.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""One post scored, rules included, against predict_proba of the scikit-learn pipeline it was trained as.

Usage: python tests/bench/score.py [ARTEFACTS]. Baseline: the pipeline of the same version, one text a call, in the
same process and the same run; both read the same 200 posts of 280 characters. Aim: 0.15 of its time or less.
Then a stream as in real life, 97 % of it harmless, with the encoder's cascade against the same checks without the
encoder. Aim: 3 times the mean or less.
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
from model.checker import Checker, load_checker

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
    realistic(checker)
    return 0


def stream(count: int = 600) -> list[str]:
    """Draw posts from the validation files, 97 of 100 of them ordinary."""
    chance = random.Random(6)
    found = []
    for name, share in (("validation_ordinary", 0.97), ("validation", 0.03)):
        lines = (ROOT / "training_data" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        texts = [one["text"] for one in map(json.loads, lines) if bool(one["labels"]) == (name == "validation")]
        found += chance.sample(texts, int(share * count))
    chance.shuffle(found)
    return found


def realistic(checker: Checker) -> None:
    """Print mean and p95 of a check, with the encoder and without."""
    texts = stream()
    classifier = checker._classifier
    asks = classifier._asks
    rows = {}
    for name, bars in (("without the encoder (baseline)", [bar + 1e9 for bar in asks]), ("with it", asks)):
        classifier._asks = bars
        classifier.meaning._margins.clear()
        spoken, classifier.find = classifier.find, _without_rules(classifier.find, name)
        took = []
        for text in texts:
            begun = time.perf_counter()
            checker.check(text)
            took.append((time.perf_counter() - begun) * 1e6)
        classifier.find = spoken
        rows[name] = statistics.mean(took), statistics.quantiles(took, n=20)[-1]
    print("a stream of 600 posts, 97 % harmless, each seen for the first time")
    for name, (mean, high) in rows.items():
        print(f"  {name:<32} mean {mean:7.0f} us   p95 {high:7.0f} us")
    first, second = rows.values()
    print(f"  ratio of the means {second[0] / first[0]:.2f}   (aim 3 or less)")


def _without_rules(find: Callable[..., object], name: str) -> Callable[..., object]:
    return (lambda text, **_: find(text, spoken=False)) if name.startswith("without") else find


if __name__ == "__main__":
    sys.exit(main())

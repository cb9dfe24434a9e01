"""The encoder against its base, quantised alike: one thread, the same texts of 140 characters in the same run.

Usage: .venv-encoder/bin/python -m encoder.bench.speed [--base FOLDER]. Aim: 0.6 of the base's time or less.
"""

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path

from encoder import base, export, vocabulary
from encoder.network import load
from model.dataset import CORPUS
from model.encoder import Encoder, reading

ROUNDS, TEXTS, LENGTH = 7, 60, 140


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path)
    folder = base.checked(parser.parse_args().base)
    lines = (CORPUS / "validation_ordinary.jsonl").read_text(encoding="utf-8").splitlines()
    joined = " ".join(json.loads(line)["text"] for line in lines)
    texts = [reading(joined[start : start + LENGTH]) for start in range(0, LENGTH * TEXTS, LENGTH)]
    tokenizer = vocabulary.load(folder / "tokenizer.json")
    network = load(folder, range(tokenizer.get_vocab_size()), 1)
    with tempfile.TemporaryDirectory() as work:
        file = Path(work) / "base.onnx"
        export.write(network, tokenizer, {}, file, limit=None)
        theirs, ours = Encoder(file), Encoder()
        ratios, times = [], []
        for _ in range(ROUNDS):
            before, after = _milliseconds(theirs, texts), _milliseconds(ours, texts)
            ratios.append(after / before)
            times.append((before, after))
    before, after = (statistics.median(one) for one in zip(*times, strict=True))
    print(f"encoder: {TEXTS} texts of {LENGTH} characters, one thread, median of {ROUNDS} rounds")
    print(f"  MiniLM-L6 int8 (baseline) {before:.2f} ms   ours {after:.2f} ms   ratio {statistics.median(ratios):.2f}")
    print("  (aim 0.6 or less)")
    return 0


def _milliseconds(encoder: Encoder, texts: list[str]) -> float:
    begun = time.perf_counter()
    encoder.embed(texts)
    return (time.perf_counter() - begun) / len(texts) * 1e3


if __name__ == "__main__":
    raise SystemExit(main())

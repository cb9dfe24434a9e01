"""`python -m encoder`: train a large network, teach a small one, write the small one's file and card."""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import torch

from encoder import base, card, data, export, vocabulary
from encoder.learn import SEED, Course, learn
from encoder.measure import average_precision, scored
from encoder.network import LONGEST, Network, embeddings, load, shallower
from model.encoder import FILE, Encoder

LARGE = Course(epochs=3, rate=1e-4)
SMALL = Course(epochs=4, rate=2e-4)
CARD = FILE.with_suffix(".md")
LAYERS = (0, 2, 4, 5)  # of the large network's six: what the small one starts from


def main() -> int:
    """Run all steps; what a step made is kept in the work folder and used again."""
    options = _options()
    options.work.mkdir(parents=True, exist_ok=True)
    folder = base.checked(options.base)
    torch.set_num_threads(options.threads)
    learned, unseen = data.training(), data.unseen()
    seal = data.digest(learned)[:8]
    tokenizer, rows = vocabulary.trim(vocabulary.load(folder / "tokenizer.json"), [one.text for one in learned])

    def pieces(examples: list[data.Example]) -> list[list[int]]:
        cut = [tokenizer.encode(one.text).ids for one in examples]
        return [[*ids[: LONGEST - 1], ids[-1]] if len(ids) > LONGEST else ids for ids in cut]

    ids, unseen_ids = pieces(learned), pieces(unseen)
    _say(f"{len(learned)} texts, {len(rows)} word pieces, {sum(map(len, ids)) / len(ids):.0f} pieces a text")
    large = load(folder, rows, len(data.labels()))
    _learned(large, options.work / f"large-{seal}.pt", lambda: learn(large, learned, ids, LARGE))
    facts = {"texts": float(len(learned)), "pieces": float(len(rows))}
    facts |= {"large": average_precision(large, unseen, unseen_ids)}
    _say(f"large: average precision {facts['large']:.3f}")
    small = shallower(large, LAYERS)
    _learned(
        small, options.work / f"small-{seal}.pt", lambda: learn(small, learned, ids, SMALL, embeddings(large, ids))
    )
    facts |= {"small": average_precision(small, unseen, unseen_ids)}
    _say(f"small: average precision {facts['small']:.3f}")
    about = {
        "base": f"all-MiniLM-L6-v2, model.safetensors sha256 {base.digest(folder)}",
        "licence": "Apache-2.0",
        "data": f"training_data/seed without every eighth pair or lone record, sha256 {data.digest(learned)}",
        "seed": str(SEED),
        "torch": torch.__version__,
    }
    seal = export.write(small, tokenizer, about, FILE)
    served = Encoder(FILE)
    whole = torch.from_numpy(served.embed([one.text for one in unseen]))
    facts |= {"served": scored(small, whole, unseen)}
    _say(f"as served: average precision {facts['served']:.3f}, {FILE.stat().st_size} bytes, sha256 {seal}")
    CARD.write_text(card.as_text(about | {"sha256": seal, "bytes": str(FILE.stat().st_size)}, facts), encoding="utf-8")
    return 0


def _learned(network: Network, file: Path, teach: Callable[[], None]) -> None:
    if file.exists():
        network.load_state_dict(torch.load(file, weights_only=True))
        return
    begun = time.monotonic()
    teach()
    torch.save(network.state_dict(), file)
    _say(f"learned in {(time.monotonic() - begun) / 60:.0f} minutes")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m encoder", description=__doc__)
    parser.add_argument("--base", type=Path, help="folder with the base model's files (default: the installed package)")
    parser.add_argument("--work", type=Path, default=Path(".cache/encoder"), help="where steps are kept")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())

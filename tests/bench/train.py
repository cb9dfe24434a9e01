"""How training grows with the corpus: time and peak memory at 15,000 and 50,000 records against 5,000 of the same run.

Usage: python tests/bench/train.py [--large]; --large adds 200,000 records. Records are drawn from the corpus with some
words left out, so that two copies are no duplicates; each size trains in a process of its own. Aim: ratios no larger
than those of the records.
"""

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

# The process that starts the others loads nothing of model/: a child's peak memory begins at its parent's.
if TYPE_CHECKING:
    from model.dataset import Record

SIZES, LARGE = (5_000, 15_000, 50_000), 200_000
DROPPED = 1 / 4  # of the words: of two copies of a record, 7 in 100 are still near-duplicates (0.6 of their word pairs)


def thinned(record: "Record", copy: int, chance: random.Random) -> "Record":
    """Return `record` with words left out, but none of its evidence whole, and with an id and a pair of its own."""
    from dataclasses import replace

    words = [word.span() for word in re.finditer(r"\s*\S+\s*", record.text)]
    while True:
        gone = [span for span in words if chance.random() < DROPPED]

        def moved(place: int, gone: list[tuple[int, int]] = gone) -> int:
            return place - sum(min(end, place) - start for start, end in gone if start < place)

        labels = {name: tuple((moved(a), moved(b)) for a, b in spans) for name, spans in record.labels.items()}
        if len(gone) < len(words) and all(a < b for spans in labels.values() for a, b in spans):
            break
    text = "".join(record.text[start:end] for start, end in words if (start, end) not in gone)
    pair = record.pair and f"{record.pair}/{copy}"
    return replace(record, id=f"{record.id}/{copy}", text=text, labels=labels, pair=pair)


def resampled(corpus: list["Record"], size: int) -> list["Record"]:
    """Draw `size` records: the whole shuffled corpus before any of it comes again."""
    chance = random.Random(5)
    order = chance.sample(corpus, len(corpus))
    return [thinned(order[i % len(order)], i // len(order), chance) for i in range(size)]


def one(size: int) -> dict[str, Any]:
    """Train on `size` records and measure; runs in a process of its own."""
    from model import artefacts
    from model.checker import load_checker
    from model.dataset import load_corpus
    from model.policy import load_policy
    from model.progress import Progress
    from model.train import train

    steps: dict[str, float] = {}

    class Timed(Progress):
        @contextmanager
        def step(self, title: str, total: int) -> Iterator[Callable[[], None]]:
            begun, before = time.perf_counter(), sum(steps.values())
            with super().step(title, total) as step:
                yield step
            inside = sum(steps.values()) - before  # steps that ran within this one count for themselves
            steps[title] = steps.get(title, 0.0) + time.perf_counter() - begun - inside

    policy = load_policy()
    records = resampled(load_corpus(known=(*policy.labels, *policy.notices)), size)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        begun = time.perf_counter()
        version = train(records, policy, folder, Timed(quiet=True))
        steps["all of training"] = time.perf_counter() - begun
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # KiB on Linux
        artefacts.set_current(folder, version)
        load_checker(folder)  # reads the files once, so that the disk is not measured
        begun = time.perf_counter()
        load_checker(folder)
        loading = time.perf_counter() - begun
        bytes_written = sum(file.stat().st_size for file in (folder / version).iterdir())
    return {"steps, s": steps, "peak memory, MiB": peak, "loading, s": loading, "artefact, MiB": bytes_written / 2**20}


def measured(size: int) -> dict[str, float]:
    """Return one row a figure: its name with its unit, and its value."""
    # Public sets would be measured on whatever the size is; without them the steps are the corpus's alone.
    environment = {name: value for name, value in os.environ.items() if name != "FORETHOUGHT_BENCHMARKS"}
    command = [sys.executable, __file__, "--one", str(size)]
    run = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True, env=environment)
    if run.returncode:
        raise SystemExit(f"Training on {size:,} records failed, so there is nothing to compare.")
    figures = json.loads(run.stdout.splitlines()[-1])
    return {f"{title}, s": value for title, value in figures.pop("steps, s").items()} | figures


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(one(options.one)))
        return 0
    sizes = (*SIZES, LARGE) if options.large else SIZES
    print(f"train: records drawn from the corpus; ratios to the run with {sizes[0]:,} (baseline)")
    print(f"  {'':<38} {sizes[0]:>10,}" + "".join(f" {size:>9,}" for size in sizes[1:]), flush=True)
    runs = [measured(size) for size in sizes]
    print(f"  {'records':<38} {1:>10.2f}" + "".join(f" {size / sizes[0]:>9.2f}" for size in sizes[1:]))
    for name, base in runs[0].items():
        ratios = (run.get(name, 0.0) / base if base else 0.0 for run in runs[1:])
        print(f"  {name:<38} {base:>10.2f}" + "".join(f" {ratio:>9.2f}" for ratio in ratios))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""A small `python -m model train`: says its steps, then does what its first argument asks for."""

import argparse
import json
import os
import sys
import time
from pathlib import Path

parser = argparse.ArgumentParser()
parser.add_argument("behaviour")
parser.add_argument("command", choices=["train"])
parser.add_argument("--extra", type=Path, required=True)
parser.add_argument("--artefacts", type=Path, required=True)
parser.add_argument("--progress", choices=["json"], required=True)
given = parser.parse_args()


def step(title: str, index: int, left: float | None = None) -> None:
    said = {"step": title, "index": index, "steps": 4, "done": 0, "total": 1, "left_s": left}
    print(json.dumps(said), file=sys.stderr, flush=True)


texts = [json.loads(line)["text"] for line in given.extra.read_text().splitlines()]
given.artefacts.mkdir(exist_ok=True)
with (given.artefacts / "seen.jsonl").open("a") as seen:
    line = {"texts": len(texts), "nice": os.nice(0), "mode": given.extra.stat().st_mode & 0o777}
    seen.write(json.dumps(line | {"folder": given.extra.parent.stat().st_mode & 0o777, "pid": os.getpid()}) + "\n")
print("Training on many records.", file=sys.stderr, flush=True)
step("Counting n-grams", 2, 30)
if given.behaviour == "slow":
    time.sleep(120)
if given.behaviour == "deaf":
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    time.sleep(120)
if given.behaviour == "full":
    with Path("/dev/full").open("w") as out:
        out.write("x" * 100_000)
if given.behaviour == "memory":
    raise MemoryError
if given.behaviour == "crash":
    raise ValueError(f"cannot learn {texts[0]!r}")
if given.behaviour == "quote":
    sys.exit(f"The record {texts[0]} cannot be used: correct it.")
if given.behaviour == "broken":
    sys.exit("reviewed.jsonl:1: unknown label 'nonsense'.")
step("Sealing the version", 4, 0)
print("2-0000000b")

"""Checks while a training runs against idle ones, and a training from the console against the command line.

Usage: python tests/bench/retrain_load.py [ARTEFACTS] [--examples 5000]. One service, one worker, one client that asks
every 50 ms on this machine. Baselines of the same run: the same checks before the training began (aim: at most 1.5 of
their median), and `python -m model train --extra` with the same examples (aim: at most 1.3 of its time).
"""

import argparse
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT / "tests" / "e2e"), str(ROOT / "tests" / "bench"), str(ROOT)]

from score import posts
from service import Service

IDLE_SECONDS = 20.0
PAUSE = 0.05


def examples(count: int) -> list[tuple[str, tuple[str, ...]]]:
    """Return `count` different texts with labels: corpus texts with a word left out, as if reviewers had decided."""
    from model.dataset import load_corpus
    from model.policy import load_policy

    policy = load_policy()
    records = load_corpus(known=(*policy.labels, *policy.notices))
    chance = random.Random(5)
    found: dict[str, tuple[str, ...]] = {}
    while len(found) < count:
        record = chance.choice(records)
        words = record.text.split()
        if len(words) > 3 and not record.notices:
            del words[chance.randrange(len(words))]
            found.setdefault(" ".join(words), tuple(record.labels))
    return list(found.items())


def decide(service: Service, decided: list[tuple[str, tuple[str, ...]]]) -> None:
    """Put decided examples into the database, as the queue would have."""
    from server.store import Database
    from server.store.tables.base import today
    from server.store.tables.flags import Flag

    database = Database(f"sqlite:///{service.home / 'forethought.db'}")
    with database.writing() as session:
        for number, (text, labels) in enumerate(decided):
            session.add(
                Flag(
                    receipt_hash=f"{number:064d}",
                    kind="missed",
                    labels=list(labels),
                    findings=[],
                    text=text,
                    note="",
                    site="x.com",
                    state="reviewed",
                    final_labels=list(labels),
                    final_notices=[],
                    decided_on=today(),
                )
            )
    database.close()


def checked(service: Service, token: str, texts: list[str], go_on: Callable[[], bool]) -> list[float]:
    """Ask for checks one after the other and return how long each took, in milliseconds."""
    took, headers = [], {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
    turn = 0
    while go_on():
        body = json.dumps({"text": texts[turn % len(texts)], "site": "facebook.com", "kind": "post"})
        begun = time.perf_counter()
        connection.request("POST", "/v1/check", body, headers)
        answer = connection.getresponse()
        answer.read()
        took.append((time.perf_counter() - begun) * 1000)
        if answer.status != 200:
            raise SystemExit(f"A check was answered with {answer.status}, so there is nothing to compare.")
        turn += 1
        time.sleep(PAUSE)
    connection.close()
    return took


def enroll(service: Service) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", service.port)
    connection.request("POST", "/v1/enroll", b"{}", {"Content-Type": "application/json"})
    return str(json.loads(connection.getresponse().read())["token"])


@contextmanager
def worker(service: Service) -> Iterator[None]:
    with (service.home / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "server", "work"], cwd=ROOT, env=service.environment, stdout=log, stderr=log
        )
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


def retrain(service: Service, token: str, texts: list[str]) -> tuple[float, list[float]]:
    """Retrain as the console does; return the seconds it took and the checks meanwhile."""
    from server.jobs import Queue
    from server.store import Database
    from server.store.runs import Runs

    database = Database(f"sqlite:///{service.home / 'forethought.db'}")
    runs = Runs(database)
    with worker(service):
        while not runs.has_worker():
            time.sleep(0.1)
        begun = time.perf_counter()
        with database.writing() as session:
            run, _ = runs.start(session, by="bench@school.example", parent=None)
        Queue(f"sqlite:///{service.home / 'queue.db'}").retrain(run.id)
        state = {"at": 0.0, "active": True}

        def goes_on() -> bool:
            if time.perf_counter() - state["at"] > 1:
                found = runs.find(run.id)
                state.update(at=time.perf_counter(), active=found is not None and found.active)
            return bool(state["active"])

        took = checked(service, token, texts, goes_on)
        seconds = time.perf_counter() - begun
    ended = runs.find(run.id)
    database.close()
    if ended is None or ended.state != "done":
        raise SystemExit(f"The training ended as {ended and ended.state}: {ended and ended.message}")
    return seconds, took


def by_hand(service: Service, folder: Path, decided: list[tuple[str, tuple[str, ...]]]) -> float:
    """Train on the command line with the same examples; return the seconds it took."""
    extra = folder / "reviewed.jsonl"
    rows = [{"id": f"flag-{n}", "text": text, "labels": labels} for n, (text, labels) in enumerate(decided)]
    extra.write_text("".join(json.dumps(row) + "\n" for row in rows))
    begun = time.perf_counter()
    service.run("model", "train", "--extra", str(extra))
    return time.perf_counter() - begun


def row(name: str, base: float, ours: float, aim: float) -> None:
    print(f"  {name:<22} {base:>12.1f} {ours:>14.1f} {ours / base:>7.2f}   (aim: at most {aim})")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("artefacts", nargs="?", type=Path, default=ROOT / ".cache" / "test-artefacts")
    parser.add_argument("--examples", type=int, default=5_000)
    options = parser.parse_args()
    decided, texts = examples(options.examples), posts()
    with tempfile.TemporaryDirectory() as name:
        service = Service(Path(name), options.artefacts)
        service.start()
        try:
            decide(service, decided)
            token = enroll(service)
            end = time.monotonic() + IDLE_SECONDS
            idle = checked(service, token, texts, lambda: time.monotonic() < end)
            seconds, busy = retrain(service, token, texts)
            baseline = by_hand(service, Path(name), decided)
        finally:
            service.stop()
    print(f"retrain_load: {options.examples:,} reviewed examples, {os.cpu_count()} cores, one client")
    print(f"  {'':<22} {'baseline':>12} {'with console':>14} {'ratio':>7}")
    row("check, median, ms", statistics.median(idle), statistics.median(busy), 1.5)
    row("check, p95, ms", statistics.quantiles(idle, n=20)[-1], statistics.quantiles(busy, n=20)[-1], 1.5)
    row("training, s", baseline, seconds, 1.3)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Runs the model's own training as a child process: hears its progress, ends it when told, says how it went."""

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from server.jobs import failure
from server.jobs.steps import Steps
from server.store.runs import CANCELLED, Progress

ROOT = Path(__file__).parents[2]
CHILD = Path(__file__).with_name("child.py")
MODEL = ("-m", "model")
BEAT_SECONDS = 2.0
PATIENCE_SECONDS = 5.0
_VERSION = re.compile(r"\d+-[0-9a-f]{8}")
# What the service is told in confidence is nothing to the training.
_SECRETS = ("FORETHOUGHT_SECRET_KEY", "FORETHOUGHT_ENROLL_CODE", "FORETHOUGHT_DATABASE_URL", "FORETHOUGHT_QUEUE_URL")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a training ended: state, one sentence, and the version it made."""

    state: str
    message: str
    version: str | None = None


class Training:
    """Trains with `command`, a Python command line without the interpreter; the model's own by default."""

    def __init__(self, artefacts: Path, command: Sequence[str] = MODEL) -> None:
        self._artefacts = artefacts
        self._command = tuple(command)

    def run(self, extra: Path, texts: Iterable[str], report: Callable[[Progress], bool]) -> Ended:
        """Train on the corpus and the examples in `extra`.

        Parameters
        ----------
        extra : Path
            A file that holds `texts`.
        report : callable
            Called every two seconds with how far it is; False ends the training and all that it started.
        """
        steps = Steps()
        steps.note("The training begins.")
        said: queue.SimpleQueue[str] = queue.SimpleQueue()
        result: list[str] = []
        with self._start(extra) as child:
            readers = [
                threading.Thread(target=_read, args=(child.stderr, said.put), daemon=True),
                threading.Thread(target=_read, args=(child.stdout, result.append), daemon=True),
            ]
            for reader in readers:
                reader.start()
            try:
                cancelled = self._follow(child, steps, said, report)
            finally:
                end(child)
                for reader in readers:
                    reader.join(PATIENCE_SECONDS)
        _hear(steps, said)
        if cancelled:
            return Ended("cancelled", CANCELLED)
        version = result[-1].strip() if result else ""
        if child.returncode == 0 and _VERSION.fullmatch(version):
            steps.note(f"Version {version} is ready to be compared.")
            report(steps.progress)
            return Ended("done", f"Version {version} is ready: compare it, then promote it or leave it.", version)
        why = failure.explain(child.returncode, list(steps.other), texts)
        steps.note(why)
        report(steps.progress)
        return Ended("failed", why)

    def _start(self, extra: Path) -> "subprocess.Popen[str]":
        arguments = ["train", "--extra", str(extra), "--artefacts", str(self._artefacts), "--progress", "json"]
        return subprocess.Popen(  # noqa: S603 -- no shell, arguments from this service
            [sys.executable, str(CHILD), str(os.getpid()), *self._command, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if name not in _SECRETS},
            # A group of its own, so that all that it starts ends with it.
            start_new_session=True,
        )

    def _follow(
        self,
        child: "subprocess.Popen[str]",
        steps: Steps,
        said: "queue.SimpleQueue[str]",
        report: Callable[[Progress], bool],
    ) -> bool:
        """Report until the child ends; True when it was told to stop."""
        while True:
            if not report(steps.progress):
                return True
            try:
                child.wait(BEAT_SECONDS)
            except subprocess.TimeoutExpired:
                _hear(steps, said)
            else:
                return False


def end(child: "subprocess.Popen[str]") -> None:
    """End a child and its group: asked first, so that it cleans up, then killed."""
    for ask, patience in ((signal.SIGINT, PATIENCE_SECONDS), (signal.SIGKILL, None)):
        try:
            os.killpg(child.pid, ask)
        except ProcessLookupError:
            break
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            continue
    child.wait()


def _hear(steps: Steps, said: "queue.SimpleQueue[str]") -> None:
    while not said.empty():
        steps.hear(said.get())


def _read(stream: IO[str] | None, take: Callable[[str], object]) -> None:
    if stream is not None:
        for line in stream:
            take(line)

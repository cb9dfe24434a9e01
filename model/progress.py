"""Shows how far a long command has come: a bar on a terminal, one line a step elsewhere, or JSON for a program."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

# Shares of a training's time, step by step, as measured on the corpus; they tell the time left and nothing else.
TRAINING = {
    "Writing masked and filled variants": 0.1,
    "Counting n-grams": 0.1,
    "Asking the encoder": 0.25,
    "Fitting the sentence head": 0.15,
    "Fitting the post head": 0.15,
    "Choosing thresholds": 0.1,
    "Measuring on unseen text": 0.1,
    "Comparing with the version in service": 0.05,
}
_UNKNOWN = 0.1


class Progress:
    """Progress on standard error; standard output stays free for results."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._console = Console(file=sys.stderr, quiet=quiet)

    @contextmanager
    def step(self, title: str, total: int) -> Iterator[Callable[[], None]]:
        """Announce a step of `total` parts; call the yielded function after each part."""
        begun = time.monotonic()
        if not self._console.is_terminal:
            yield lambda: None
            self._console.print(f"  {title}: done in {time.monotonic() - begun:.1f} s", highlight=False)
            return
        columns = TextColumn("  {task.description:<36}"), BarColumn(), TimeElapsedColumn()
        with Bars(*columns, console=self._console) as bars:
            task = bars.add_task(title, total=total)
            yield lambda: bars.advance(task)


class JsonProgress(Progress):
    """Progress for a program: one JSON object a line, {"step", "index", "steps", "done", "total", "left_s"}.

    `index` counts steps from 1; `left_s` is an estimate of the seconds left, None before anything is done.
    """

    def __init__(self, out: TextIO | None = None) -> None:
        super().__init__(quiet=True)
        self._out = sys.stderr if out is None else out
        self._begun = time.monotonic()
        self._index = 0
        self._behind = 0.0  # share of the whole that ended steps took

    @contextmanager
    def step(self, title: str, total: int) -> Iterator[Callable[[], None]]:
        """Announce a step of `total` parts; call the yielded function after each part."""
        self._index += 1
        index, share, done = self._index, TRAINING.get(title, _UNKNOWN), 0

        def tell() -> None:
            part = self._behind + share * done / max(total, 1)
            elapsed = time.monotonic() - self._begun
            left = round(elapsed * max(0.0, 1 - part) / part, 1) if part else None
            line = {"step": title, "index": index, "steps": max(len(TRAINING), index), "done": done, "total": total}
            self._out.write(json.dumps({**line, "left_s": left}) + "\n")
            self._out.flush()

        def advance() -> None:
            nonlocal done
            done = min(done + 1, total)
            tell()

        tell()
        yield advance
        self._behind = min(1.0, self._behind + share)
        if done < total:
            done, share = total, 0.0
            tell()

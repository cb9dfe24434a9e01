"""What a training says on standard error while it runs, as steps, percent and time left. Knows no process."""

import json
import time
from collections import deque
from dataclasses import dataclass, field

from server.store.runs import Progress

LOG_LINES = 40


@dataclass(frozen=True, slots=True)
class Step:
    """One line of `python -m model train --progress json`; `index` counts from 1."""

    step: str
    index: int
    steps: int
    done: int
    total: int
    left_s: float | None


@dataclass(slots=True)
class Steps:
    """How far a training has come, as far as its lines have said."""

    begun: float = field(default_factory=time.monotonic)
    log: deque[str] = field(default_factory=lambda: deque(maxlen=LOG_LINES))
    other: deque[str] = field(default_factory=lambda: deque(maxlen=LOG_LINES))
    title: str = ""
    percent: int = 0
    left_s: int | None = None

    def hear(self, line: str) -> None:
        """Take one line; lines that are no step are kept aside, in memory only, to tell why a training failed."""
        step = read(line)
        if step is None:
            if line.strip():
                self.other.append(line.rstrip())
            return
        if step.step != self.title:
            self.title = step.step
            self.note(f"{step.step} ({step.index} of {step.steps})")
        # The longest step is a large part of the whole, so time tells more than the number of steps.
        elapsed = time.monotonic() - self.begun
        share = (step.index - 1 + step.done / max(step.total, 1)) / max(step.steps, 1)
        if step.left_s is not None:
            share = elapsed / (elapsed + step.left_s) if elapsed + step.left_s > 0 else share
        self.percent = max(self.percent, min(99, int(100 * share)))
        self.left_s = None if step.left_s is None else max(0, round(step.left_s))

    def note(self, words: str) -> None:
        """Add a line to the log that people read, with the time since the beginning."""
        minutes, seconds = divmod(int(time.monotonic() - self.begun), 60)
        self.log.append(f"{minutes:02d}:{seconds:02d}  {words}")

    @property
    def progress(self) -> Progress:
        """What to write down now."""
        return Progress(step=self.title, percent=self.percent, left_s=self.left_s, log="\n".join(self.log))


def read(line: str) -> Step | None:
    """Read one line; None when it is no step."""
    try:
        raw = json.loads(line)
        left = raw["left_s"]
        return Step(
            str(raw["step"]),
            int(raw["index"]),
            int(raw["steps"]),
            int(raw["done"]),
            int(raw["total"]),
            None if left is None else float(left),
        )
    except (ValueError, KeyError, TypeError):
        return None

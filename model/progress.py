"""Shows how far a long command has come: a bar on a terminal, one line a step elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars


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

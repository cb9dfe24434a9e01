"""Keeps one worker beside `serve --with-worker`: begun with the service, begun again when it dies, ended with it."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence

import structlog

COMMAND = ("-m", "server", "work", "--while-open")
LOOK_SECONDS = 0.5
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 30.0

_log = structlog.get_logger()


def stop_when_closed(descriptor: int) -> None:
    """Send this process SIGTERM once `descriptor` is closed at its other end."""

    def wait() -> None:
        while os.read(descriptor, 64):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="while-open", daemon=True).start()


class Companion:
    """One worker process; it ends by itself when this process does, however that ends.

    The worker holds the reading end of a pipe whose other end only this process has.
    """

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = [sys.executable, *command]
        self._reading, self._writing = os.pipe()
        self._child: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()

    def start(self) -> None:
        """Begin the worker and look after it."""
        self._begin()
        threading.Thread(target=self._watch, name="companion", daemon=True).start()

    def leave(self) -> None:
        """Let go of the pipe in a process forked from the one that began the worker."""
        os.close(self._writing)
        os.close(self._reading)

    def stop(self) -> None:
        """End the worker."""
        self._stopping.set()
        os.close(self._writing)
        if self._child is not None:
            try:
                self._child.wait(15)
            except subprocess.TimeoutExpired:
                self._child.kill()

    def _begin(self) -> None:
        self._child = subprocess.Popen(  # noqa: S603 -- no shell, our own command
            self._command, stdin=self._reading, start_new_session=True
        )

    def _watch(self) -> None:
        pause, begun = SHORTEST_PAUSE, time.monotonic()
        # The server reaps its children itself; poll() then says that it ended, though not how.
        while not self._stopping.wait(LOOK_SECONDS):
            if self._child is not None and self._child.poll() is None:
                continue
            if time.monotonic() - begun > LONGEST_PAUSE:  # it had worked: this is no cycle of failing starts
                pause = SHORTEST_PAUSE
            _log.error("worker_died", again_in=pause)
            if self._stopping.wait(pause):
                return
            pause, begun = min(2 * pause, LONGEST_PAUSE), time.monotonic()
            self._begin()

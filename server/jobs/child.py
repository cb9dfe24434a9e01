"""Becomes `python -m model ...` with a low priority, so that checks stay fast, and dies with the process that began it.

Usage: child.py PARENT ARGUMENT ...; run as a file, so that it starts at once and loads nothing of the service.
"""

import ctypes
import os
import signal
import sys

NICE = 15
_PR_SET_PDEATHSIG = 1


def _die_with(parent: int) -> None:
    if sys.platform != "linux":
        return  # elsewhere a training whose worker was killed runs to its end, and its version is not taken
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it died before this process could ask to be told
        sys.exit(1)


if __name__ == "__main__":
    _die_with(int(sys.argv[1]))
    os.nice(NICE)
    # Interrupted, the model's command cleans up behind itself; a parent that ignores the signal hands that down.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.execv(sys.executable, [sys.executable, *sys.argv[2:]])  # noqa: S606 -- no shell, arguments from this service

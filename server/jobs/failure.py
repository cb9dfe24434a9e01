"""Why a training failed, in one sentence for people; never a word of a text that went in."""

import re
import signal
from collections.abc import Iterable, Sequence

UNCHANGED = "Nothing was changed."
FULL = f"The disk is full: free some space, then try again. {UNCHANGED}"
MEMORY = f"There was not enough memory for the training: free some, then try again. {UNCHANGED}"
_FULL_SIGNS = ("No space left on device", "Disk quota exceeded", "File too large", "disk is full")
_FRAME = re.compile(r'^  File ".*?([^/\\"]+[/\\][^/\\"]+)", line (\d+)')
_TYPE = re.compile(r"^([A-Za-z_][\w.]*)(:|$)")


def explain(status: int, lines: Sequence[str], texts: Iterable[str]) -> str:
    """Say why a training ended with `status`.

    Parameters
    ----------
    status : int
        The child's exit status; negative for a signal.
    lines : sequence of str
        The last lines that it wrote and that were no steps.
    texts : iterable of str
        What went in: a sentence that quotes any of it is not passed on.
    """
    said = "\n".join(lines)
    if any(sign in said for sign in _FULL_SIGNS):
        return FULL
    if "MemoryError" in said:
        return MEMORY
    if status < 0:
        name = signal.Signals(-status).name
        why = " (it may have run out of memory)" if -status == signal.SIGKILL else ""
        return f"The training was stopped from outside by {name}{why}. {UNCHANGED} Try again."
    if "Traceback (most recent call last)" in said:
        return f"The training failed{_place(lines)}. {UNCHANGED} Try again; if it stays, tell whoever runs the service."
    last = lines[-1] if lines else ""
    # The model's own errors are one sentence that says what to do.
    if last.endswith(".") and len(last) < 400 and not any(text in last for text in texts):
        return f"{last} {UNCHANGED}"
    return f"The training failed (status {status}). {UNCHANGED} Try again."


def of_this_process(error: BaseException) -> str:
    """Say why the worker itself could not go on with a run; the message of the error may quote, so only its type."""
    if isinstance(error, OSError) and error.strerror in _FULL_SIGNS:
        return FULL
    if isinstance(error, MemoryError):
        return MEMORY
    return f"The training could not be prepared ({type(error).__name__}). {UNCHANGED} See the log of the worker."


def _place(lines: Sequence[str]) -> str:
    frames = [found for line in lines if (found := _FRAME.match(line))]
    kind = next((found[1] for line in reversed(lines) if (found := _TYPE.match(line)) and "Error" in found[1]), "")
    where = f"{frames[-1][1]}:{frames[-1][2]}" if frames else ""
    told = " at ".join(part for part in (kind, where) if part)
    return f" ({told})" if told else ""

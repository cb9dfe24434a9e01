"""What reaches the log, from this service and from libraries: places and types, never sentences that quote."""

import json
import subprocess
import sys

import pytest

from server.logs import frames
from tests.server.conftest import ROOT

CANARY = "quillfeather"
SCRIPT = """
import logging, threading, warnings, structlog
from server import logs
logs.configure()
DRAFT = "quill" + "feather"
library, gunicorn = logging.getLogger("library"), logging.getLogger("gunicorn.error")

thread = threading.Thread(target=lambda: int(DRAFT))
thread.start()
thread.join()

library.info("not worth a line " + DRAFT)
library.error("cannot use " + DRAFT)
library.error("cannot use %s", DRAFT)
try:
    int(DRAFT)
except ValueError:
    library.exception(DRAFT)
gunicorn.error("cannot read %s", DRAFT)
gunicorn.error("worker %s timed out", 7)
warnings.warn(DRAFT)
structlog.get_logger().error("event", odd=ValueError(DRAFT))

class Gone:
    def __del__(self):
        raise ValueError(DRAFT)

gone = Gone()
del gone
raise ValueError(DRAFT)
"""


def test_nothing_that_fails_quotes_what_it_was_given():
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, timeout=30, check=False
    )
    assert CANARY not in run.stdout + run.stderr
    assert [json.loads(line)["event"] for line in run.stderr.splitlines()] == [
        "thread_failed",
        "library",
        "library",
        "library",
        "cannot read %s",
        "worker 7 timed out",
        "library",
        "event",
        "unraisable",
        "process_failed",
    ]


def test_an_error_is_told_by_its_chain_of_types_and_places():
    def inner():
        raise KeyError(CANARY)

    def outer():
        try:
            inner()
        except KeyError as cause:
            raise RuntimeError(CANARY) from cause

    with pytest.raises(RuntimeError) as caught:
        outer()
    told = frames(caught.value)
    assert [one["type"] for one in told] == ["builtins.RuntimeError", "builtins.KeyError"]
    assert told[1]["frames"][-1].startswith("tests/server/test_logs.py:")
    assert told[1]["frames"][-1].endswith(" inner")
    assert CANARY not in str(told)


def test_a_circle_of_causes_ends():
    first, second = ValueError(), TypeError()
    first.__cause__, second.__cause__ = second, first
    assert len(frames(first)) == 2

"""Work that takes minutes, in a process of its own: `python -m server work` takes it from a queue and runs it.

queue.py hands ids over, worker.py takes them, training.py runs `python -m model train` as a child, examples.py writes
what reviewers decided where only that child reads it, companion.py keeps a worker beside `serve --with-worker`.
"""

from server.jobs.queue import Queue

__all__ = ["Queue"]

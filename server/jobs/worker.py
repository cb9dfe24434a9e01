"""`python -m server work`: takes trainings from the queue, one at a time, until it is stopped."""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import structlog
from huey.consumer import Consumer

from server.jobs import examples, failure
from server.jobs.queue import Queue
from server.jobs.training import Ended, Training
from server.store.runs import Progress, Runs

SWEEP_SECONDS = 3.0
LAST_SECONDS = 10.0

_log = structlog.get_logger()


class Worker:
    """Runs what waits, says that it lives, and gives runs of workers that are gone another attempt.

    Parameters
    ----------
    runs : Runs
        Where trainings are kept.
    queue : Queue
        Where they are taken from.
    training : Training
        What trains.
    decided : callable
        Returns the examples that reviewers have decided.
    purge : callable
        Deletes what is past its limit; done at the start and once a day.
    home : Path
        The service's data folder.
    """

    def __init__(
        self,
        *,
        runs: Runs,
        queue: Queue,
        training: Training,
        decided: Callable[[], Iterable[examples.Example]],
        home: Path,
        purge: Callable[[], object] = dict,
    ) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self._runs = runs
        self._queue = queue
        self._training = training
        self._decided = decided
        self._home = home
        self._purge = purge
        self._running: int | None = None
        self._idle = threading.Event()
        self._idle.set()
        self._stopping = threading.Event()
        queue.on_retrain(self.retrain)

    def run(self) -> None:
        """Take jobs until told to stop by SIGTERM or SIGINT; a training that runs then is begun again later."""
        examples.remove_leftovers(self._home)
        self.sweep()
        self.purge()
        self._queue.daily("purge", self.purge)
        threading.Thread(target=self._sweep, name="sweep", daemon=True).start()
        consumer = Consumer(self._queue.huey, workers=1, max_delay=0.5, periodic=True, graceful_signal="INT")
        # Ctrl+C reaches every process of a terminal; a training is not waited for.
        consumer._signal_actions = dict.fromkeys((signal.SIGINT, signal.SIGTERM), (False, False))  # noqa: SLF001
        _log.info("worker_ready")
        consumer.run()
        self.stop()

    def stop(self) -> None:
        """End a training that runs and wait until its file is gone."""
        self._stopping.set()
        if not self._idle.wait(LAST_SECONDS):
            _log.error("worker_impatient", run=self._running)
        self._runs.dismiss(self.name)

    def retrain(self, run_id: int) -> None:
        """Train for one run, whatever happens: it ends as done, failed or cancelled, and CURRENT stays as it is."""
        self._running = run_id  # before it is claimed, or a sweep would take it for lost
        self._idle.clear()
        try:
            if not self._stopping.is_set() and self._runs.claim(run_id, self.name) is not None:
                self._finish(run_id, self._train(run_id))
        finally:
            self._running = None
            self._idle.set()

    def sweep(self) -> None:
        """Say that this worker lives; look for runs whose worker is gone, and for runs that the queue has lost."""
        self._runs.announce(self.name)
        for run_id in {*self._runs.recover(self._is_gone), *self._runs.waiting()}:
            if self._running is None:
                self._queue.retrain(run_id)

    def purge(self) -> None:
        """Delete what is past its limit; what goes wrong with that stops no training."""
        try:
            self._purge()
        except Exception as error:  # noqa: BLE001 -- the database may be away; the next day tries again
            _log.error("purge_failed", exc_info=error)

    def _train(self, run_id: int) -> Ended:
        try:
            given = examples.distinct(self._decided())
            before = self._runs.learned()
            self._runs.count(run_id, examples.counted(given, before), sorted(one.id for one in given))
            with examples.written(given, self._home) as extra:
                return self._training.run(extra, [one.text for one in given], lambda how: self._report(run_id, how))
        except Exception as error:  # noqa: BLE001 -- whatever it is, the run must end and say so
            _log.error("run_failed", run=run_id, exc_info=error)
            return Ended("failed", failure.of_this_process(error))

    def _report(self, run_id: int, progress: Progress) -> bool:
        if self._stopping.is_set():
            return False
        try:
            return self._runs.report(run_id, self.name, progress)
        except Exception as error:  # noqa: BLE001 -- progress that cannot be written must not end a training
            _log.error("progress_not_written", run=run_id, exc_info=error)
            return True

    def _finish(self, run_id: int, ended: Ended) -> None:
        # One that ended because this worker stops has not ended: it begins again.
        while ended.state == "done" or not self._stopping.is_set():
            try:
                self._runs.finish(run_id, self.name, state=ended.state, message=ended.message, version=ended.version)
            except Exception as error:  # noqa: BLE001 -- a full disk, say: the run is not over before this is kept
                _log.error("end_not_written", run=run_id, exc_info=error)
                time.sleep(SWEEP_SECONDS)
            else:
                _log.info("run_ended", run=run_id, state=ended.state, version=ended.version)
                return

    def _is_gone(self, worker: str) -> bool:
        host, _, process = worker.rpartition(":")
        if worker == self.name:
            return self._running is None
        return host == socket.gethostname() and process.isdecimal() and not examples.is_alive(int(process))

    def _sweep(self) -> None:
        while not self._stopping.wait(SWEEP_SECONDS):
            try:
                self.sweep()
            except Exception as error:  # noqa: BLE001 -- the database may be away for a while
                _log.error("sweep_failed", exc_info=error)

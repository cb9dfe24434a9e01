"""Trainings asked for in the console: at most one waits or runs, and one whose worker is gone is noticed."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from server.store.database import Database
from server.store.tables.runs import JobWorker, Run

BUSY = "retrain"
# A worker writes every two seconds; one that has been silent this long is gone.
SILENT_SECONDS = 15
ATTEMPTS = 2
ACTIVE = ("queued", "running")
STOPPED = "The training was stopped from outside: nothing was changed. Try again."
RESTARTED = "The worker was restarted meanwhile, so the training began again."
CANCELLED = "Cancelled. Nothing was changed."


def now() -> int:
    """Return the current second since 1970, UTC."""
    return int(time.time())


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """One training as people see it; times in seconds since 1970."""

    id: int
    state: str
    asked_by: str
    asked_at: int
    started_at: int | None
    ended_at: int | None
    seen_at: int | None
    worker: str | None
    attempt: int
    cancel_asked: bool
    step: str
    percent: int
    left_s: int | None
    log: str
    message: str
    parent: str | None
    version: str | None
    counts: dict[str, Any]

    @property
    def active(self) -> bool:
        """Whether it waits or runs."""
        return self.state in ACTIVE

    @property
    def silent(self) -> bool:
        """Whether it should be running, but nothing was heard of it for too long."""
        return self.state == "running" and now() - (self.seen_at or 0) > SILENT_SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a training has come; `left_s` in seconds, None when unknown."""

    step: str
    percent: int
    left_s: int | None
    log: str


class Runs:
    """The trainings of one district."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(self, session: Session, *, by: str, parent: str | None) -> tuple[RunView, bool]:
        """Ask for a training; returns it and True, or the one that waits or runs already and False."""
        busy = session.scalar(select(Run).where(Run.slot == BUSY))
        if busy is None:
            row = Run(state="queued", slot=BUSY, asked_by=by, asked_at=now(), parent=parent)
            try:
                with session.begin_nested():
                    session.add(row)
            except IntegrityError:  # on PostgreSQL two presses may both have seen none
                busy = session.scalars(select(Run).where(Run.slot == BUSY)).one()
            else:
                return _view(row), True
        return _view(busy), False

    def claim(self, run_id: int, worker: str) -> RunView | None:
        """Take a waiting run for `worker`; None when another has it or it waits no more."""
        with self._database.writing() as session:
            taken = _changed(
                session,
                update(Run)
                .where(Run.id == run_id, Run.state == "queued")
                .values(state="running", worker=worker, started_at=now(), seen_at=now(), attempt=Run.attempt + 1),
            )
            return _view(session.get_one(Run, run_id)) if taken else None

    def count(self, run_id: int, counts: dict[str, Any], examples: Sequence[str]) -> None:
        """Write down what went in: numbers, and which examples by their ids."""
        with self._database.writing() as session:
            row = session.get_one(Run, run_id)
            row.counts, row.examples = counts, list(examples)

    def report(self, run_id: int, worker: str, progress: Progress) -> bool:
        """Write down how far a run has come, and that it lives; False when it should stop."""
        values = {"step": progress.step[:80], "percent": progress.percent, "left_s": progress.left_s}
        with self._database.writing() as session:
            return _changed(
                session,
                update(Run)
                .where(Run.id == run_id, Run.worker == worker, Run.state == "running", Run.cancel_asked.is_(False))
                .values(seen_at=now(), log=progress.log, **values),
            )

    def finish(self, run_id: int, worker: str, *, state: str, message: str, version: str | None = None) -> bool:
        """End a run as done, failed or cancelled; False when `worker` does not hold it any more."""
        ended = {"state": state, "message": message, "version": version, "slot": None, "ended_at": now()}
        if state == "done":
            ended |= {"percent": 100, "left_s": 0}
        with self._database.writing() as session:
            return _changed(
                session,
                update(Run).where(Run.id == run_id, Run.worker == worker, Run.state == "running").values(**ended),
            )

    def cancel(self, session: Session, run_id: int) -> RunView | None:
        """Cancel a run: at once while it waits or when its worker is gone, else its worker is told; None if unknown."""
        row = session.get(Run, run_id)
        if row is None:
            return None
        if row.state == "queued" or _view(row).silent:
            row.state, row.slot, row.ended_at, row.message = "cancelled", None, now(), CANCELLED
        elif row.state == "running":
            row.cancel_asked = True
        session.flush()
        return _view(row)

    def recover(self, gone: Callable[[str], bool]) -> list[int]:
        """Give runs whose worker is `gone` or silent another attempt; returns those that wait now.

        A run that has been lost twice ends as failed, so that one which takes its worker down cannot do so for ever.
        """
        waiting = []
        with self._database.writing() as session:
            for row in session.scalars(select(Run).where(Run.state == "running")).all():
                if not (_view(row).silent or gone(row.worker or "")):
                    continue
                if row.cancel_asked:
                    row.state, row.slot, row.ended_at, row.message = "cancelled", None, now(), CANCELLED
                elif row.attempt < ATTEMPTS:
                    row.state, row.worker, row.message = "queued", None, RESTARTED
                    row.step, row.percent, row.left_s = "", 0, None
                    waiting.append(row.id)
                else:
                    row.state, row.slot, row.ended_at, row.message = "failed", None, now(), STOPPED
        return waiting

    def find(self, run_id: int) -> RunView | None:
        """Return one run; None if unknown."""
        with self._database.reading() as session:
            row = session.get(Run, run_id)
            return _view(row) if row else None

    def latest(self, limit: int = 30) -> list[RunView]:
        """Return the latest runs, newest first."""
        with self._database.reading() as session:
            return [_view(row) for row in session.scalars(select(Run).order_by(Run.id.desc()).limit(limit))]

    def of_version(self, version: str) -> RunView | None:
        """Return the run that made a version; None when it was made on the command line."""
        with self._database.reading() as session:
            row = session.scalar(select(Run).where(Run.version == version))
            return _view(row) if row else None

    def waiting(self) -> list[int]:
        """Return the ids of runs that wait for a worker."""
        with self._database.reading() as session:
            return list(session.scalars(select(Run.id).where(Run.state == "queued")))

    def learned(self, run_id: int | None = None) -> frozenset[str]:
        """Return the ids of the examples that went into a run, or into the last one that was done."""
        query = select(Run.examples).where(Run.state == "done").order_by(Run.id.desc()).limit(1)
        if run_id is not None:
            query = select(Run.examples).where(Run.id == run_id)
        with self._database.reading() as session:
            return frozenset(session.scalar(query) or ())

    def announce(self, worker: str) -> None:
        """Write down that a worker lives, and forget those not seen for a day."""
        with self._database.writing() as session:
            session.merge(JobWorker(name=worker, seen_at=now()))
            session.execute(delete(JobWorker).where(JobWorker.seen_at < now() - 86_400))

    def dismiss(self, worker: str) -> None:
        """Write down that a worker has ended."""
        with self._database.writing() as session:
            session.execute(delete(JobWorker).where(JobWorker.name == worker))

    def has_worker(self) -> bool:
        """Tell whether any worker was heard of lately."""
        query = select(JobWorker.name).where(JobWorker.seen_at >= now() - SILENT_SECONDS).limit(1)
        with self._database.reading() as session:
            return session.scalar(query) is not None


def _changed(session: Session, statement: Any) -> bool:
    return cast("CursorResult[Any]", session.execute(statement)).rowcount == 1


def _view(row: Run) -> RunView:
    return RunView(**{name: getattr(row, name) for name in RunView.__dataclass_fields__})

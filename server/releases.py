"""Putting versions into service from the console: through the model's own gate, past it by two directors, and back.

The version in service is a file of the model, and who changed it is a row: the file first, and if the row cannot be
written the file goes back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import structlog

from model import Failure, ModelError, Override, Policy, current_version, promote, promotions, try_gate
from server.store import Database, Session
from server.store.audit import Audit
from server.store.promotions import OverrideView, Promotions
from server.store.runs import RunView

SHORTEST_REASON = 10

_log = structlog.get_logger()


class SamePersonError(Exception):
    """Who asked for an override cannot confirm it."""


class OutdatedError(Exception):
    """What was to be decided is decided already."""


@dataclass(frozen=True, slots=True)
class Served:
    """One version that has been in service; `since` is ISO 8601, "" where it was not kept."""

    version: str
    since: str


class Releases:
    """Changes the version in service.

    Parameters
    ----------
    folder : Path
        The folder of trained versions.
    """

    def __init__(self, folder: Path, database: Database, promotions: Promotions, audit: Audit) -> None:
        self._folder = folder
        self._database = database
        self._promotions = promotions
        self._audit = audit

    def current(self) -> str | None:
        """Return the version that CURRENT names."""
        try:
            return current_version(self._folder)
        except ModelError:
            return None

    def served(self) -> list[Served]:
        """List the versions that have been in service and are not now, the latest first, each once."""
        current = self.current()
        latest = {one.version: one.on for one in promotions(self._folder)}
        # A dictionary keeps the place of the first time; the latest counts.
        order = dict.fromkeys(one.version for one in reversed(promotions(self._folder)))
        return [Served(version, latest[version]) for version in order if version != current]

    def failures(self, version: str, policy: Policy) -> tuple[Failure, ...]:
        """Ask the gate; ModelError when version or gate cannot be used."""
        return try_gate(self._folder, version, policy=policy)

    def promote(self, run: RunView, *, by: str, note: str, policy: Policy) -> None:
        """Put the version of a run into service through the gate.

        Raises
        ------
        GateError
            When the gate refuses it.
        ArtefactError
            When the version cannot be used.
        """
        version = _version(run)
        replaced = promote(self._folder, version, policy=policy)
        self._change("promotion", version, replaced, by=by, note=note)

    def ask(self, run: RunView, *, by: str, reason: str, note: str, failures: tuple[Failure, ...]) -> OverrideView:
        """Ask a second director to let a version in that the gate refuses."""
        says = [one.says for one in failures]
        with self._database.writing() as session:
            asked, fresh = self._promotions.ask(
                session, run_id=run.id, version=_version(run), by=by, reason=reason, note=note, failures=says
            )
            if fresh:
                self._note(session, by, "override.asked", asked.version, {"reason": reason, "failures": len(says)})
        return asked

    def withdraw(self, asked: OverrideView, *, by: str) -> None:
        """Take a request back, or turn it down; OutdatedError when it waits no more."""
        with self._database.writing() as session:
            if not self._promotions.decide(session, asked.id, by=by, state="withdrawn"):
                raise OutdatedError
            self._note(session, by, "override.withdrawn", asked.version)

    def confirm(self, asked: OverrideView, *, by: str, policy: Policy) -> None:
        """Put a version into service past the gate, as the second director.

        Raises
        ------
        SamePersonError
            When the same person asked for it.
        OutdatedError
            When it was decided meanwhile.
        ModelError
            When the model's own rules for an override, or the version, say no.
        """
        if by.casefold() == asked.asked_by.casefold():
            raise SamePersonError
        override = Override(asked.reason, asked.asked_by, by)
        replaced = promote(self._folder, asked.version, override=override, policy=policy)
        detail = {"asked_by": asked.asked_by, "reason": asked.reason, "replaced": replaced or ""}

        def record(session: Session) -> None:
            if not self._promotions.decide(session, asked.id, by=by, state="confirmed"):
                raise OutdatedError
            self._promotions.add(
                session,
                kind="override",
                version=asked.version,
                replaced=replaced,
                by=asked.asked_by,
                second=by,
                reason=asked.reason,
                note=asked.note,
            )
            self._note(session, by, "version.overridden", asked.version, detail)

        self._record(record, asked.version, replaced)

    def roll_back(self, version: str, *, by: str, note: str) -> None:
        """Put a version back into service that has been there before; OutdatedError for any other."""
        if version not in {one.version for one in self.served()}:
            raise OutdatedError
        self._change("rollback", version, promote(self._folder, version), by=by, note=note)

    def _change(self, kind: str, version: str, replaced: str | None, *, by: str, note: str) -> None:
        action = {"promotion": "version.promoted", "rollback": "version.rolled_back"}[kind]

        def record(session: Session) -> None:
            self._promotions.add(session, kind=kind, version=version, replaced=replaced, by=by, note=note)
            self._note(session, by, action, version, {"replaced": replaced or ""})

        self._record(record, version, replaced)

    def _record(self, record: Callable[[Session], None], version: str, replaced: str | None) -> None:
        """Write a change down; where that fails, take it back: not recorded, not done."""
        try:
            with self._database.writing() as session:
                record(session)
        except BaseException:
            if replaced is not None:
                promote(self._folder, replaced)
            _log.error("promotion_not_recorded", version=version, back_to=replaced)
            raise

    def _note(
        self, session: Session, by: str, action: str, version: str, detail: Mapping[str, str | int] | None = None
    ) -> None:
        self._audit.note(session, actor=by, action=action, subject=f"version {version}", detail=detail or {})


def _version(run: RunView) -> str:
    if run.state != "done" or run.version is None:
        raise OutdatedError
    return run.version

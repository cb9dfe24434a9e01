"""The history of a district's overlay: versions are added, never changed, and an old one can be restored."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from server.errors import StoreError
from server.store.database import Database
from server.store.tables.overlay import OverlayRow

Content = dict[str, Any]
EMPTY: Content = {"format": 1}
# A number of our own, under which PostgreSQL lets one transaction at a time add a version.
_VERSIONS_LOCK = 3_908_222
_LONGEST = 300


class Notes(Protocol):
    """Where acts are written down; `server.store.audit.Audit` is one."""

    def note(
        self, session: Session, *, actor: str, action: str, subject: str, detail: Mapping[str, str | int] = ...
    ) -> None:
        """Write one act down, in the caller's transaction."""


@dataclass(frozen=True, slots=True)
class OverlayVersion:
    """One version: its number, its content, and who made it when and why. Number 0 is the shipped pack alone."""

    version: int
    content: Content
    at: datetime.datetime | None
    actor: str
    what: str


SHIPPED_ALONE = OverlayVersion(0, EMPTY, None, "", "The shipped policy")


class StaleOverlayError(Exception):
    """Somebody else changed the same thing first; nothing was saved. `other` is their version."""

    def __init__(self, other: OverlayVersion) -> None:
        super().__init__(f"changed in version {other.version}")
        self.other = other


class Overlays:
    """Every version of one district's overlay."""

    def __init__(self, database: Database, audit: Notes) -> None:
        self._database = database
        self._audit = audit

    def newest(self) -> int:
        """Return the number of the newest version, 0 while there is none; StoreError when nobody answers."""
        try:
            with self._database.reading() as session:
                return session.scalar(select(func.max(OverlayRow.version))) or 0
        except SQLAlchemyError:
            raise StoreError("The database cannot be asked for the overlay: check that it runs.") from None

    def read(self, version: int | None = None) -> OverlayVersion | None:
        """Return one version, the newest by default; None for a number that was never given."""
        with self._database.reading() as session:
            return _newest(session) if version is None else _version(session, version)

    def current(self) -> OverlayVersion:
        """Return the newest version."""
        with self._database.reading() as session:
            return _newest(session)

    def history(self, limit: int = 100) -> Sequence[OverlayVersion]:
        """List the newest versions, newest first, each with its content."""
        query = select(OverlayRow).order_by(OverlayRow.version.desc()).limit(limit)
        with self._database.reading() as session:
            return [_view(row) for row in session.scalars(query)]

    def put(self, part: str, name: str, entry: Content | None, *, seen: int, actor: str, action: str, what: str) -> int:
        """Put one entry in (None takes it out) and return the version that holds it.

        Others' edits of other entries since version `seen` are kept.

        Raises
        ------
        StaleOverlayError
            When this very entry was changed after version `seen`.
        """

        def change(session: Session, newest: OverlayVersion) -> Content:
            before = _version(session, seen) or SHIPPED_ALONE
            if _entry(newest, part, name) not in (_entry(before, part, name), entry):
                raise StaleOverlayError(_who_changed(session, seen, part, name) or newest)
            ones = {key: value for key, value in newest.content.get(part, {}).items() if key != name}
            if entry is not None:
                ones[name] = entry
            return {key: value for key, value in {**newest.content, part: ones}.items() if value}

        return self._add(change, actor=actor, action=action, subject=f"{part}/{name}", what=what)

    def replace(self, content: Content, *, seen: int, actor: str, action: str, what: str) -> int:
        """Put a whole content in, as an import or a restore does; StaleOverlayError when `seen` is not the newest."""

        def change(_session: Session, newest: OverlayVersion) -> Content:
            if newest.version != seen:
                raise StaleOverlayError(newest)
            return content

        return self._add(change, actor=actor, action=action, subject="overlay", what=what)

    def _add(
        self,
        change: Callable[[Session, OverlayVersion], Content],
        *,
        actor: str,
        action: str,
        subject: str,
        what: str,
    ) -> int:
        with self._database.writing() as session:
            if not self._database.is_sqlite:  # SQLite has one writer at a time anyway
                session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _VERSIONS_LOCK})
            newest = _newest(session)
            content = change(session, newest)
            if content == newest.content:  # the same again, as by a double click
                return newest.version
            version = newest.version + 1
            session.add(OverlayRow(version=version, content=content, actor=actor, what=what[:_LONGEST]))
            self._audit.note(
                session, actor=actor, action=action, subject=subject, detail={"version": version, "what": what}
            )
            return version


def _newest(session: Session) -> OverlayVersion:
    row = session.scalar(select(OverlayRow).order_by(OverlayRow.version.desc()).limit(1))
    return _view(row) if row is not None else SHIPPED_ALONE


def _version(session: Session, version: int) -> OverlayVersion | None:
    if version == 0:
        return SHIPPED_ALONE
    row = session.get(OverlayRow, version)
    return _view(row) if row is not None else None


def _who_changed(session: Session, seen: int, part: str, name: str) -> OverlayVersion | None:
    """Return the newest version after `seen` that changed this entry."""
    before = _version(session, seen) or SHIPPED_ALONE
    found = None
    for row in session.scalars(select(OverlayRow).where(OverlayRow.version > seen).order_by(OverlayRow.version)):
        now = _view(row)
        if _entry(now, part, name) != _entry(before, part, name):
            found = now
        before = now
    return found


def _entry(version: OverlayVersion, part: str, name: str) -> Any:
    return version.content.get(part, {}).get(name)


def _view(row: OverlayRow) -> OverlayVersion:
    return OverlayVersion(row.version, row.content, row.at, row.actor, row.what)

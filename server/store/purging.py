"""How long each kind of record is kept, and its deletion after that. A legal hold beats every limit."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import CursorResult, Delete, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from server.store.audit import Audit
from server.store.database import Database
from server.store.erasing import erase
from server.store.settings import Settings
from server.store.tables.base import today
from server.store.tables.counts import WeekCount
from server.store.tables.flags import Flag
from server.store.tables.moment import now
from server.store.tables.overlay import Proposal
from server.store.tables.people import Attempt, SignedIn
from server.store.tables.records import Purge
from server.store.tables.sites import SiteRequestRow

SETTING = "retention"
LONGEST = 3650
SYSTEM = "the service"
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record: what it is called, and for how many days it is kept unless the district says otherwise."""

    name: str
    title: str
    about: str
    days: int
    least: int


KINDS = (
    Kind("flags", "Examples and decisions", "from the day they were settled or, if never, sent", 1095, 30),
    Kind("withdrawn", "Receipts of withdrawn examples", "the bare receipt; the text went at once", 365, 1),
    Kind("counts", "Counts", "from their week on", 730, 90),
    Kind("requests", "Refused and ended site requests", "from the last answer or the last day of the leave", 1095, 30),
    Kind("sessions", "Sign-ins that ended and wrong tries", "from when they were last seen", 30, 1),
)


@dataclass(frozen=True, slots=True)
class Purged:
    """One entry of the purge log."""

    at: datetime.datetime
    by: str
    removed: Mapping[str, int]
    kept_days: Mapping[str, int]


def limits(settings: Settings) -> dict[str, int]:
    """Return for how many days each kind is kept."""
    kept = settings.find(SETTING).value or {}
    return {kind.name: int(kept.get(kind.name, kind.days)) for kind in KINDS}


def log(database: Database, limit: int = 50) -> list[Purged]:
    """List what was purged, newest first."""
    with database.reading() as session:
        rows = session.scalars(select(Purge).order_by(Purge.id.desc()).limit(limit))
        return [Purged(row.at, row.by, row.removed, row.kept_days) for row in rows]


def purge(database: Database, settings: Settings, audit: Audit, by: str = SYSTEM) -> dict[str, int]:
    """Delete what is older than its limit and return how much of each kind; noted where anything was."""
    days = limits(settings)
    oldest = {name: today() - datetime.timedelta(days=limit) for name, limit in days.items()}
    removed = {name: _all_of(database, rule, oldest[name]) for name, rule in RULES.items()}
    if any(removed.values()):
        with database.writing() as session:
            session.add(Purge(by=by, removed=removed, kept_days=days))
            audit.note(session, actor=by, action="records.purged", subject="records", detail=removed)
        database.erase_traces()
    return removed


def _all_of(database: Database, rule: Callable[[Session, datetime.date], int], before: datetime.date) -> int:
    """Delete in batches, so that nobody waits long for the writer."""
    total = 0
    while True:
        with database.writing() as session:
            found = rule(session, before)
        total += found
        if found < _BATCH:
            return total


def _flags(session: Session, before: datetime.date) -> int:
    settled = func.coalesce(Flag.decided_on, Flag.day)
    old = select(Flag).where(settled < before, Flag.held.is_(False), Flag.state != "withdrawn").limit(_BATCH)
    rows = list(session.scalars(old))
    for row in rows:
        erase(session, row)
        session.flush()
        session.execute(delete(Proposal).where(Proposal.flag_id == row.id))
        session.delete(row)
    return len(rows)


def _withdrawn(session: Session, before: datetime.date) -> int:
    old = select(Flag.id).where(Flag.state == "withdrawn", Flag.day < before, Flag.held.is_(False)).limit(_BATCH)
    numbers = session.scalars(old).all()
    session.execute(delete(Proposal).where(Proposal.flag_id.in_(numbers)))
    return _count(session, delete(Flag).where(Flag.id.in_(numbers)))


def _counts(session: Session, before: datetime.date) -> int:
    # A week is over six days after its Monday.
    return _count(session, delete(WeekCount).where(WeekCount.week < before - datetime.timedelta(days=6)))


def _requests(session: Session, before: datetime.date) -> int:
    refused = and_(SiteRequestRow.state == "refused", SiteRequestRow.decided_on < before)
    ended = and_(SiteRequestRow.state == "approved", SiteRequestRow.until < before)
    unanswered = and_(SiteRequestRow.state.in_(("waiting", "question")), SiteRequestRow.asked_on < before)
    return _count(session, delete(SiteRequestRow).where(or_(refused, ended, unanswered)))


def _sessions(session: Session, before: datetime.date) -> int:
    moment = datetime.datetime.combine(before, datetime.time(), tzinfo=now().tzinfo)
    return _count(session, delete(SignedIn).where(SignedIn.seen_at < moment)) + _count(
        session, delete(Attempt).where(Attempt.last_at < moment)
    )


def _count(session: Session, statement: Delete) -> int:
    found = session.execute(statement)
    return found.rowcount if isinstance(found, CursorResult) else 0


RULES: Mapping[str, Callable[[Session, datetime.date], int]] = {
    "flags": _flags,
    "withdrawn": _withdrawn,
    "counts": _counts,
    "requests": _requests,
    "sessions": _sessions,
}

"""Who put which version into service and what everybody was told; requests to do so although the gate says no."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.store.database import Database
from server.store.runs import now
from server.store.tables.runs import Override, Promotion

MAX_NOTE = 300
MAX_REASON = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotionView:
    """One change of the version in service: `kind` is promotion, override or rollback."""

    id: int
    kind: str
    version: str
    replaced: str | None
    by: str
    second: str | None
    reason: str
    note: str
    at: int

    @property
    def day(self) -> datetime.date:
        """The day of the change, in UTC."""
        return datetime.datetime.fromtimestamp(self.at, datetime.UTC).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideView:
    """One request to promote past the gate: waiting, confirmed or withdrawn."""

    id: int
    run_id: int
    version: str
    state: str
    reason: str
    note: str
    failures: list[str]
    asked_by: str
    asked_at: int
    decided_by: str | None
    decided_at: int | None


class Promotions:
    """Changes of the version in service, and requests for those that the gate refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        session: Session,
        *,
        kind: str,
        version: str,
        replaced: str | None,
        by: str,
        note: str,
        second: str | None = None,
        reason: str = "",
    ) -> None:
        """Write down a change that happens in the caller's transaction."""
        session.add(
            Promotion(
                kind=kind, version=version, replaced=replaced, by=by, second=second, reason=reason, note=note, at=now()
            )
        )
        session.flush()

    def latest(self, limit: int = 20) -> list[PromotionView]:
        """Return the latest changes, newest first."""
        with self._database.reading() as session:
            rows = session.scalars(select(Promotion).order_by(Promotion.id.desc()).limit(limit))
            return [_promotion(row) for row in rows]

    def of_version(self, version: str) -> PromotionView | None:
        """Return how a version last came into service; None when that was on the command line."""
        query = select(Promotion).where(Promotion.version == version).order_by(Promotion.id.desc()).limit(1)
        with self._database.reading() as session:
            row = session.scalar(query)
            return _promotion(row) if row else None

    def ask(
        self,
        session: Session,
        *,
        run_id: int,
        version: str,
        by: str,
        reason: str,
        note: str,
        failures: Sequence[str],
    ) -> tuple[OverrideView, bool]:
        """Ask for a promotion past the gate; returns it and True, or the one that waits already and False."""
        slot = f"run {run_id}"
        waits = session.scalar(select(Override).where(Override.slot == slot))
        if waits is not None:
            return _override(waits), False
        row = Override(
            run_id=run_id,
            version=version,
            state="waiting",
            slot=slot,
            reason=reason,
            note=note,
            failures=list(failures),
            asked_by=by,
            asked_at=now(),
        )
        session.add(row)
        session.flush()
        return _override(row), True

    def decide(self, session: Session, override_id: int, *, by: str, state: str) -> bool:
        """End a request as confirmed or withdrawn; False when it waits no more."""
        row = session.get(Override, override_id)
        if row is None or row.slot is None:
            return False
        row.state, row.slot, row.decided_by, row.decided_at = state, None, by, now()
        session.flush()
        return True

    def waiting(self) -> list[OverrideView]:
        """Return every request that waits for a second director, oldest first."""
        query = select(Override).where(Override.slot.is_not(None)).order_by(Override.id)
        with self._database.reading() as session:
            return [_override(row) for row in session.scalars(query)]

    def asked(self, run_id: int) -> OverrideView | None:
        """Return the request that waits for a second director; None when there is none."""
        with self._database.reading() as session:
            row = session.scalar(select(Override).where(Override.slot == f"run {run_id}"))
            return _override(row) if row else None


def _promotion(row: Promotion) -> PromotionView:
    return PromotionView(**{name: getattr(row, name) for name in PromotionView.__dataclass_fields__})


def _override(row: Override) -> OverrideView:
    return OverrideView(**{name: getattr(row, name) for name in OverrideView.__dataclass_fields__})

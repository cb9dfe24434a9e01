"""What a challenger would have said beside the champion: how often, by label; nothing of any text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from server.store.database import Database
from server.store.runs import now
from server.store.tables.runs import Shadow, ShadowCount

ACTIVE = "active"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadowView:
    """One trial in the shadow; `share` is the percentage of checks that the challenger sees."""

    id: int
    run_id: int
    version: str
    champion: str
    share: int
    started_by: str
    started_at: int
    ended_at: int | None
    checked: int
    same: int

    @property
    def active(self) -> bool:
        """Whether it goes on."""
        return self.ended_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelCount:
    """How often both versions said a label, or only one of them."""

    label: str
    both: int = 0
    champion_only: int = 0
    challenger_only: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """What one process counted since it last wrote: texts, those with equal labels, and the labels."""

    checked: int
    same: int
    labels: Mapping[str, LabelCount]


class Shadows:
    """Trials in the shadow; at most one goes on."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(
        self, session: Session, *, run_id: int, version: str, champion: str, by: str, share: int, labels: Sequence[str]
    ) -> tuple[ShadowView, bool]:
        """Begin a trial; returns it and True, or the one that goes on already and False."""
        row = session.scalar(select(Shadow).where(Shadow.slot == ACTIVE))
        if row is not None:
            return _view(row), False
        row = Shadow(
            run_id=run_id,
            version=version,
            champion=champion,
            slot=ACTIVE,
            share=share,
            started_by=by,
            started_at=now(),
        )
        session.add(row)
        session.flush()
        # Every row is there from the beginning, so that processes only ever add to one.
        session.add_all(ShadowCount(shadow_id=row.id, label=label) for label in labels)
        session.flush()
        return _view(row), True

    def stop(self, session: Session) -> ShadowView | None:
        """End the trial that goes on; None when there is none. What processes still hold is added for some seconds."""
        row = session.scalar(select(Shadow).where(Shadow.slot == ACTIVE))
        if row is None:
            return None
        row.slot, row.ended_at = None, now()
        session.flush()
        return _view(row)

    def active(self) -> ShadowView | None:
        """Return the trial that goes on."""
        with self._database.reading() as session:
            row = session.scalar(select(Shadow).where(Shadow.slot == ACTIVE))
            return _view(row) if row else None

    def of_run(self, run_id: int) -> ShadowView | None:
        """Return the latest trial of a run's version."""
        with self._database.reading() as session:
            row = session.scalar(select(Shadow).where(Shadow.run_id == run_id).order_by(Shadow.id.desc()).limit(1))
            return _view(row) if row else None

    def add(self, shadow_id: int, batch: Batch) -> None:
        """Add what one process counted."""
        with self._database.writing() as session:
            session.execute(
                update(Shadow)
                .where(Shadow.id == shadow_id)
                .values(checked=Shadow.checked + batch.checked, same=Shadow.same + batch.same)
            )
            for one in batch.labels.values():
                session.execute(
                    update(ShadowCount)
                    .where(ShadowCount.shadow_id == shadow_id, ShadowCount.label == one.label)
                    .values(
                        both=ShadowCount.both + one.both,
                        champion_only=ShadowCount.champion_only + one.champion_only,
                        challenger_only=ShadowCount.challenger_only + one.challenger_only,
                    )
                )

    def counts(self, shadow_id: int) -> list[LabelCount]:
        """Return the counts of a trial, those on which the two differ most first."""
        query = select(ShadowCount).where(ShadowCount.shadow_id == shadow_id)
        with self._database.reading() as session:
            found = [
                LabelCount(**{name: getattr(row, name) for name in LabelCount.__dataclass_fields__})
                for row in session.scalars(query)
            ]
        return sorted(found, key=lambda one: (-(one.champion_only + one.challenger_only), -one.both, one.label))


def _view(row: Shadow) -> ShadowView:
    return ShadowView(**{name: getattr(row, name) for name in ShadowView.__dataclass_fields__})

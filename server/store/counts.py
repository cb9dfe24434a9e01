"""Counts: add what a browser reports to the sums of its week, and read the sums."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from server.store.database import Database
from server.store.tables.base import Token
from server.store.tables.counts import WeekCount

EVENTS = ("shown", "edited", "posted", "dismissed", "flagged")
_KEY = ("week", "site", "label", "clause", "event")


@dataclass(frozen=True, slots=True)
class Count:
    """How often one event happened with the warnings of one label on one site."""

    site: str
    label: str
    clause: str
    event: str
    count: int


@dataclass(frozen=True, slots=True)
class WeekSum:
    """How often one event happened in the week that begins on Monday `week`."""

    week: datetime.date
    site: str
    label: str
    clause: str
    event: str
    count: int


class Counts:
    """The counts of one district, by week."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, day: datetime.date, counts: Iterable[Count]) -> None:
        """Add counts of one day to the sums of its week; all of them or none."""
        sums: dict[tuple[str, ...], int] = {}
        for one in counts:
            key = (one.site, one.label, one.clause, one.event)
            sums[key] = sums.get(key, 0) + one.count
        if not sums:
            return
        week = week_of(day)
        # Sorted, so that two browsers never wait for each other's rows.
        rows = [dict(zip(_KEY, (week, *key), strict=True)) | {"count": sums[key]} for key in sorted(sums)]
        new = (sqlite if self._database.is_sqlite else postgresql).insert(WeekCount)
        added = new.on_conflict_do_update(index_elements=_KEY, set_={"count": WeekCount.count + new.excluded.count})
        with self._database.writing() as session:
            session.execute(added, rows)

    def since(self, week: datetime.date) -> list[WeekSum]:
        """Return the sums of a week and of all that follow."""
        query = select(WeekCount).where(WeekCount.week >= week).order_by(WeekCount.week)
        with self._database.reading() as session:
            return [
                WeekSum(row.week, row.site, row.label, row.clause, row.event, row.count)
                for row in session.scalars(query)
            ]

    def browsers(self) -> int:
        """Return how many browsers are enrolled."""
        with self._database.reading() as session:
            return session.scalar(select(func.count()).where(Token.revoked.is_(False))) or 0


def week_of(day: datetime.date) -> datetime.date:
    """Return the Monday of a day's week."""
    return day - datetime.timedelta(days=day.weekday())

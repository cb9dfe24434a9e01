"""What waits for somebody: flagged examples, reviewed ones that no version has learned, requests for sites."""

import datetime
from dataclasses import dataclass

from sqlalchemy import func, select

from server.store.database import Database
from server.store.tables.flags import Flag
from server.store.tables.sites import SiteRequestRow

OPEN_FLAGS = ("waiting", "second_reader")


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits; `oldest` is the day of the oldest flagged example that does."""

    flags: int
    oldest: datetime.date | None
    unlearned: int
    requests: int


def waiting(database: Database, building: int | None = None) -> Waiting:
    """Return what waits; requests of one building only when it is given."""
    flags = select(func.count(), func.min(Flag.day)).where(Flag.state.in_(OPEN_FLAGS))
    unlearned = select(func.count()).where(Flag.state == "reviewed", Flag.model.is_(None))
    requests = select(func.count()).where(SiteRequestRow.state == "waiting")
    if building is not None:
        requests = requests.where(SiteRequestRow.building == building)
    with database.reading() as session:
        count, oldest = session.execute(flags).one()
        return Waiting(count, oldest, session.scalar(unlearned) or 0, session.scalar(requests) or 0)

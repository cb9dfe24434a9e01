"""What Principals and directors do with requests for sites; each change is made once, on what its reader saw."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from server.store.database import Database
from server.store.sites import state_of
from server.store.tables.base import today
from server.store.tables.people import Building
from server.store.tables.sites import SiteRequestRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request as the console shows it; `state` is that of today."""

    id: int
    building: int | None
    building_name: str
    site: str
    address: str
    purpose: str
    audience: str
    moderator: str
    asked_on: datetime.date
    state: str
    message: str
    until: datetime.date | None
    decided_by: str
    decided_on: datetime.date | None
    revision: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to a request: `approved` up to and including `until`, `question` or `refused`."""

    state: str
    message: str = ""
    until: datetime.date | None = None


class Approvals:
    """The requests for sites of one district. What writes takes the caller's session."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, building: int | None = None) -> list[Asked]:
        """List requests, those that wait longest first; of one building when it is given."""
        query = _query().order_by(SiteRequestRow.asked_on, SiteRequestRow.id)
        if building is not None:
            query = query.where(SiteRequestRow.building == building)
        with self._database.reading() as session:
            return [_view(row, name) for row, name in session.execute(query)]

    def find(self, number: int) -> Asked | None:
        """Return one request; None when there is none with this number."""
        with self._database.reading() as session:
            found = session.execute(_query().where(SiteRequestRow.id == number)).one_or_none()
            return None if found is None else _view(*found)

    def answer(self, session: Session, number: int, revision: int, answer: Answer, by: str) -> bool:
        """Keep what was said to a request; False when somebody changed it since it was read at `revision`."""
        row = session.get(SiteRequestRow, number, with_for_update=True)
        if row is None or row.revision != revision:
            return False
        row.state, row.message, row.until = answer.state, answer.message, answer.until
        row.decided_by, row.decided_on = by, today()
        row.revision += 1
        return True

    def hand_over(self, session: Session, number: int, revision: int, building: int) -> bool:
        """Give a request to a building; False when somebody changed it since it was read at `revision`."""
        row = session.get(SiteRequestRow, number, with_for_update=True)
        if row is None or row.revision != revision:
            return False
        row.building = building
        row.revision += 1
        return True

    def buildings(self) -> Sequence[tuple[int, str]]:
        """List the buildings that are open, by name."""
        query = select(Building.id, Building.name).where(Building.closed.is_(False)).order_by(Building.name)
        with self._database.reading() as session:
            return session.execute(query).all()


def _query() -> Select[SiteRequestRow, str | None]:
    return select(SiteRequestRow, Building.name).outerjoin(Building, Building.id == SiteRequestRow.building)


def _view(row: SiteRequestRow, building_name: str | None) -> Asked:
    return Asked(
        id=row.id,
        building=row.building,
        building_name=building_name or "",
        site=row.site,
        address=row.address,
        purpose=row.purpose,
        audience=row.audience,
        moderator=row.moderator,
        asked_on=row.asked_on,
        state=state_of(row),
        message=row.message,
        until=row.until,
        decided_by=row.decided_by,
        decided_on=row.decided_on,
        revision=row.revision,
    )

"""The schools and offices of the district."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.store.database import Database
from server.store.people import StaleError, TakenError
from server.store.tables.people import Building


@dataclass(frozen=True, slots=True)
class BuildingView:
    """One building."""

    id: int
    name: str
    closed: bool
    revision: int


class Buildings:
    """The buildings of one district. What writes takes the caller's session."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> Sequence[BuildingView]:
        """List all buildings by name."""
        with self._database.reading() as session:
            return [_view(row) for row in session.scalars(select(Building).order_by(func.lower(Building.name)))]

    def names(self) -> dict[int, str]:
        """Return the name of every building by its number."""
        return {one.id: one.name for one in self.all()}

    def find(self, building_id: int) -> BuildingView | None:
        """Return one building; None for an unknown number."""
        with self._database.reading() as session:
            row = session.get(Building, building_id)
            return None if row is None else _view(row)

    def add(self, session: Session, name: str) -> int:
        """Add a building and return its number; TakenError when another has this name."""
        _refuse_taken(session, name, None)
        row = Building(name=name.strip())
        session.add(row)
        session.flush()
        return row.id

    def change(self, session: Session, building_id: int, *, name: str, closed: bool, revision: int) -> None:
        """Rename, close or open a building; StaleError when somebody else changed it, TakenError for a name in use."""
        row = session.get_one(Building, building_id, with_for_update=True)
        if row.revision != revision:
            raise StaleError
        _refuse_taken(session, name, building_id)
        row.name, row.closed = name.strip(), closed
        row.revision += 1


def _refuse_taken(session: Session, name: str, own: int | None) -> None:
    query = select(Building.id).where(func.lower(Building.name) == name.strip().lower())
    if session.scalar(query) not in {None, own}:
        raise TakenError


def _view(row: Building) -> BuildingView:
    return BuildingView(row.id, row.name, row.closed, row.revision)

"""The lists of sites: those read beyond the shipped ones, and those never read, which can only grow."""

import datetime
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.store.database import Database
from server.store.tables.sites import ListedHost

LISTED, NEVER = "listed", "never"


@dataclass(frozen=True, slots=True)
class Listed:
    """One site on a list, and who put it there."""

    host: str
    added_by: str
    added_on: datetime.date


class SiteLists:
    """The lists of one district. What writes takes the caller's session."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, kind: str) -> list[Listed]:
        """Return one list by name of site."""
        query = select(ListedHost).where(ListedHost.kind == kind).order_by(ListedHost.host)
        with self._database.reading() as session:
            return [Listed(row.host, row.added_by, row.added_on) for row in session.scalars(query)]

    def holds(self, session: Session, kind: str, host: str) -> bool:
        """Tell whether a list holds a site or one that it belongs to."""
        parts = host.split(".")
        above = [".".join(parts[start:]) for start in range(len(parts) - 1)]
        query = select(ListedHost.host).where(ListedHost.kind == kind, ListedHost.host.in_(above)).limit(1)
        return session.scalar(query) is not None

    def add(self, session: Session, kind: str, host: str, by: str) -> bool:
        """Put a site on a list; False when it is there already. What is never read is read no longer."""
        if session.get(ListedHost, (kind, host)) is not None:
            return False
        if kind == NEVER:
            self.drop(session, host)
        session.add(ListedHost(kind=kind, host=host, added_by=by))
        return True

    def drop(self, session: Session, host: str) -> bool:
        """Take a site off the list of those that are read; there is no way to take one off the other list."""
        row = session.get(ListedHost, (LISTED, host))
        if row is None:
            return False
        session.delete(row)
        session.flush()
        return True

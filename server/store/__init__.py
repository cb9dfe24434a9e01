"""The only place with SQL: what is kept, so that nothing acknowledged is lost, and how it is erased."""

from sqlalchemy.orm import Session

from server.store.database import Database

__all__ = ["Database", "Session"]

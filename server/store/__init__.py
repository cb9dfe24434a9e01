"""The only place with SQL: what is kept, so that nothing acknowledged is lost, and how it is erased."""

from server.store.database import Database

__all__ = ["Database"]

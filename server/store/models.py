"""The former name of `server.store.tables`, for what still asks for it."""

from server.store.tables import Base

__all__ = ["Base"]

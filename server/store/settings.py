"""What a district sets once for everybody, by name; each change raises the setting's revision."""

from typing import Any

from sqlalchemy import select

from server.store.database import Database
from server.store.tables.sites import Setting


class Settings:
    """The settings of one district."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def values(self, *names: str) -> dict[str, dict[str, Any] | None]:
        """Return settings by name; None for what was never set or was taken back."""
        with self._database.reading() as session:
            found = session.scalars(select(Setting).where(Setting.name.in_(names)))
            return dict.fromkeys(names) | {one.name: one.value for one in found}

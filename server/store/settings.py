"""What a district sets once for everybody, by name; each change raises the setting's revision."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.store.database import Database
from server.store.tables.base import today
from server.store.tables.sites import Setting


@dataclass(frozen=True, slots=True)
class SettingView:
    """One setting, who changed it last and when; revision 0 was never set."""

    value: dict[str, Any] | None = None
    revision: int = 0
    changed_by: str = ""
    changed_on: datetime.date | None = None


class Settings:
    """The settings of one district."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def values(self, *names: str) -> dict[str, dict[str, Any] | None]:
        """Return settings by name; None for what was never set or was taken back."""
        with self._database.reading() as session:
            found = session.scalars(select(Setting).where(Setting.name.in_(names)))
            return dict.fromkeys(names) | {one.name: one.value for one in found}

    def find(self, name: str) -> SettingView:
        """Return one setting."""
        with self._database.reading() as session:
            row = session.get(Setting, name)
            return SettingView(row.value, row.revision, row.changed_by, row.changed_on) if row else SettingView()

    def save(self, session: Session, name: str, revision: int, value: Mapping[str, Any] | None, by: str) -> bool:
        """Keep a setting, or None to take it back; False when somebody changed it since it was read at `revision`."""
        row = session.get(Setting, name, with_for_update=True)
        if (row.revision if row else 0) != revision:
            return False
        if row is None:
            row = Setting(name=name, revision=0)
            session.add(row)
        row.value = None if value is None else dict(value)
        row.changed_by, row.changed_on = by, today()
        row.revision += 1
        return True

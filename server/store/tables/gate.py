"""The gate's lists and limits, one row a version."""

import datetime
from typing import Any

from sqlalchemy import JSON, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from server.store.tables.base import Base
from server.store.tables.moment import Moment, now


class GateRow(Base):
    """One version, whole: both lists by name, and "limits". Rows are only ever added."""

    __tablename__ = "gates"

    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime.datetime] = mapped_column(Moment, default=now)
    actor: Mapped[str] = mapped_column(String(254))
    what: Mapped[str] = mapped_column(String(300))

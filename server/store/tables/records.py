"""What is kept apart for records: sealed texts, legal holds with their reason, and what was purged."""

import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from server.store.tables.base import Base, today
from server.store.tables.moment import Moment, now


class Seal(Base):
    """The words of one sealed example: while they are here they are in no list, no training and no export."""

    __tablename__ = "seals"

    flag_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("flags.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    reason: Mapped[str] = mapped_column(String(300))
    by: Mapped[str] = mapped_column(String(254))
    on: Mapped[datetime.date] = mapped_column(Date, default=today)
    text: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class Hold(Base):
    """Why one example is under a legal hold; that it is stands in its own row."""

    __tablename__ = "holds"

    flag_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("flags.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    reason: Mapped[str] = mapped_column(String(300))
    by: Mapped[str] = mapped_column(String(254))
    on: Mapped[datetime.date] = mapped_column(Date, default=today)


class Purge(Base):
    """One purge: how many of each kind were deleted, and for how many days that kind is kept."""

    __tablename__ = "purges"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime.datetime] = mapped_column(Moment, default=now)
    by: Mapped[str] = mapped_column(String(254))
    removed: Mapped[dict[str, int]] = mapped_column(JSON)
    kept_days: Mapped[dict[str, int]] = mapped_column(JSON)

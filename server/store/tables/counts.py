"""Sums of a week; no row says who, or on which day."""

import datetime

from sqlalchemy import BigInteger, Date, String
from sqlalchemy.orm import Mapped, mapped_column

from server.store.tables.base import Base


class WeekCount(Base):
    """How often one event happened in the week that begins on Monday `week`."""

    __tablename__ = "counts"

    week: Mapped[datetime.date] = mapped_column(Date, primary_key=True)
    site: Mapped[str] = mapped_column(String(253), primary_key=True)
    label: Mapped[str] = mapped_column(String(60), primary_key=True)
    clause: Mapped[str] = mapped_column(String(60), primary_key=True)
    event: Mapped[str] = mapped_column(String(20), primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)

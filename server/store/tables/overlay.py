"""A district's overlay, one row a version; and the rules that reviewers found wrong about an example."""

import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.store.tables.base import Base, today
from server.store.tables.moment import Moment, now


class OverlayRow(Base):
    """One version of the overlay, whole, as `model.parse_overlay` reads it. Rows are only ever added."""

    __tablename__ = "overlays"

    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime.datetime] = mapped_column(Moment, default=now)
    actor: Mapped[str] = mapped_column(String(254))
    what: Mapped[str] = mapped_column(String(300))


class Proposal(Base):
    """One rule that spoke about an example where reviewers say that it should not have.

    No word of the example is copied: `start` and `end` say where in the flag's text the rule spoke.
    """

    __tablename__ = "proposals"
    __table_args__ = (UniqueConstraint("flag_id", "rule"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    flag_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("flags.id"))
    rule: Mapped[str] = mapped_column(String(130))
    label: Mapped[str] = mapped_column(String(60))
    start: Mapped[int]
    end: Mapped[int]
    state: Mapped[str] = mapped_column(String(20), default="waiting", index=True)
    reason: Mapped[str] = mapped_column(String(300), default="")
    actor: Mapped[str] = mapped_column(String(254), default="")
    made_on: Mapped[datetime.date] = mapped_column(Date, default=today)
    decided_at: Mapped[datetime.datetime | None] = mapped_column(Moment, default=None)

"""What reviewers decided, reader by reader, and the marks by which examples that say the same are found."""

import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from server.store.tables.base import Base
from server.store.tables.moment import Moment, now


class Decision(Base):
    """What one reader says about one example; their newest word replaces the one before.

    `verdict` is `labels` (these and no others; none means that it must stay silent), `dismissed` (with a reason) or
    `unsure` (a second reader is asked for). No word of the example is in it, but `reply` may be about it: it is
    deleted with the example. What was saved at one go shares its `act`, so that it can be taken back at one go.
    """

    __tablename__ = "decisions"
    __table_args__ = (Index("ix_decisions_flag_id_reader_id", "flag_id", "reader_id", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    flag_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("flags.id"))
    reader_id: Mapped[int]
    reader: Mapped[str] = mapped_column(String(200))
    verdict: Mapped[str] = mapped_column(String(20))
    labels: Mapped[list[str]] = mapped_column(JSON)
    notices: Mapped[list[str]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String(40), default="")
    reply: Mapped[str] = mapped_column(String(300), default="")
    act: Mapped[str] = mapped_column(String(22), index=True)
    at: Mapped[datetime.datetime] = mapped_column(Moment, default=now)


class Likeness(Base):
    """One mark of one cluster: examples that say the same share some. Deleted with the cluster's last text."""

    __tablename__ = "likenesses"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    mark: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    cluster: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False, index=True)

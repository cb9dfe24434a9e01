"""A flagged example. Its row holds no token, no address, no time finer than a day; its number tells no order."""

import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, Index, String, Text, false, true
from sqlalchemy.orm import Mapped, mapped_column

from server.store.tables.base import Base, random_number, today


class Flag(Base):
    """One example sent on purpose; `text` and `note` were masked on the employee's device.

    `state` is `waiting`, `second_reader`, `reviewed`, `dismissed` or `withdrawn`; a legal hold (`held`) lies over
    it and outlasts a wish to withdraw (`withdraw_asked`). What training reads are `final_labels` and
    `final_notices`; what the employee reads are `outcome`, `reply` and `model`, the version that fixed it.
    `suspected` are labels that the figures suggest instead of those that somebody gave; once a reader has answered
    that, it is `upheld` and not asked again. The words of a `sealed` one are kept apart.

    Of the open examples that say the same (`cluster`) one `leads`: the queue lists that one, and no settled one.
    `rank` orders the queue, highest first; see `server.store.ranking`. Every change raises `revision`, so that a
    stale tab is noticed. `named` repeats the labels that the sender speaks of, `|one|other|`, for the filter.
    """

    __tablename__ = "flags"
    __table_args__ = (
        Index("ix_flags_leads_rank", "leads", "rank"),
        Index("ix_flags_state_kind_leads_day", "state", "kind", "leads", "day"),
        Index("ix_flags_state_decided_on", "state", "decided_on"),
        Index("ix_flags_cluster_state_leads", "cluster", "state", "leads"),
        # Holds all that a filter asks for, so that the long texts are not read for those that are not shown.
        Index("ix_flags_filter", "state", "leads", "kind", "site", "rank", "named", "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False, default=random_number)
    receipt_hash: Mapped[str] = mapped_column(String(64), unique=True)
    state: Mapped[str] = mapped_column(String(20), default="waiting", index=True)
    kind: Mapped[str] = mapped_column(String(20))
    labels: Mapped[list[str]] = mapped_column(JSON)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    text: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    site: Mapped[str] = mapped_column(String(253))
    day: Mapped[datetime.date] = mapped_column(Date, default=today)
    outcome: Mapped[str | None] = mapped_column(String(40), default=None)
    model: Mapped[str | None] = mapped_column(String(60), default=None)

    revision: Mapped[int] = mapped_column(default=0, server_default="0")
    held: Mapped[bool] = mapped_column(default=False, server_default=false())
    sealed: Mapped[bool] = mapped_column(default=False, server_default=false())
    withdraw_asked: Mapped[bool] = mapped_column(default=False, server_default=false())
    wants_second: Mapped[bool] = mapped_column(default=False, server_default=false())
    disputed: Mapped[bool] = mapped_column(default=False, server_default=false())
    final_labels: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True), default=None)
    final_notices: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True), default=None)
    decided_on: Mapped[datetime.date | None] = mapped_column(Date, default=None)
    reply: Mapped[str] = mapped_column(String(300), default="", server_default="")
    suspected: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True), default=None)
    upheld: Mapped[bool] = mapped_column(default=False, server_default=false())
    doubt: Mapped[float] = mapped_column(default=0.5, server_default="0.5")
    doubted_by: Mapped[str | None] = mapped_column(String(60), default=None)
    named: Mapped[str] = mapped_column(String(1300), default="", server_default="")
    cluster: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    leads: Mapped[bool] = mapped_column(default=True, server_default=true())
    rank: Mapped[float] = mapped_column(default=0.0, server_default="0")

    @property
    def spoken_of(self) -> list[str]:
        """The labels that the sender speaks of: those they named, or those they were shown."""
        return self.labels or list(dict.fromkeys(one["label"] for one in self.findings))


def joined(labels: list[str]) -> str:
    """Return labels in the form of `named`."""
    return f"|{'|'.join(labels)}|" if labels else ""

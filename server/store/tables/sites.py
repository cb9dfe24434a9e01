"""Requests for accounts and groups, lists of sites, and what a district sets once for everybody."""

import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from server.store.tables.base import Base, random_number, today


class SiteRequestRow(Base):
    """One request. Who asked is not kept: who moderates is what the Principal has to know.

    `building` is the id of the building whose code enrolled the browser; none when it has none. `state` is
    `waiting`, `question`, `approved` or `refused`; a leave past `until` has expired.
    """

    __tablename__ = "site_requests"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False, default=random_number)
    receipt_hash: Mapped[str] = mapped_column(String(64), unique=True)
    building: Mapped[int | None] = mapped_column(default=None, index=True)
    site: Mapped[str] = mapped_column(String(253))
    address: Mapped[str] = mapped_column(String(500))
    purpose: Mapped[str] = mapped_column(Text)
    audience: Mapped[str] = mapped_column(String(200))
    moderator: Mapped[str] = mapped_column(String(200))
    asked_on: Mapped[datetime.date] = mapped_column(Date, default=today)
    state: Mapped[str] = mapped_column(String(20), default="waiting", index=True)
    message: Mapped[str] = mapped_column(Text, default="")
    until: Mapped[datetime.date | None] = mapped_column(Date, default=None)
    decided_by: Mapped[str] = mapped_column(String(254), default="")
    decided_on: Mapped[datetime.date | None] = mapped_column(Date, default=None)
    revision: Mapped[int] = mapped_column(default=1)


class ListedHost(Base):
    """One site that is read beyond the shipped ones (`listed`), or never (`never`)."""

    __tablename__ = "site_lists"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    host: Mapped[str] = mapped_column(String(253), primary_key=True)
    added_by: Mapped[str] = mapped_column(String(254))
    added_on: Mapped[datetime.date] = mapped_column(Date, default=today)


class Setting(Base):
    """One setting of the district by name: its working hours, its hotline, how long things are kept."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    changed_by: Mapped[str] = mapped_column(String(254))
    changed_on: Mapped[datetime.date] = mapped_column(Date, default=today)
    revision: Mapped[int] = mapped_column(default=1)

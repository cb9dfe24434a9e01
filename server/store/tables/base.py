"""The tables. A flag row holds no token, no address, no time finer than a day; its number tells no order."""

import datetime
import secrets
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, ForeignKey, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
}


def random_number() -> int:
    """Return a random row number, so that rows of one day tell nothing about who was first."""
    return secrets.randbits(52)


def today() -> datetime.date:
    """Return the current day in UTC."""
    return datetime.datetime.now(datetime.UTC).date()


class Base(DeclarativeBase):
    """Base of every table; named constraints let migrations change them on every database."""

    metadata = MetaData(naming_convention=_NAMES)


class Token(Base):
    """One enrolled browser, known by the SHA-256 of its token."""

    __tablename__ = "tokens"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    enrolled_on: Mapped[datetime.date] = mapped_column(Date, default=today)
    revoked: Mapped[bool] = mapped_column(default=False)
    # Tells the building, and which browsers to close when a code got about; never a person.
    code_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment_codes.id"), default=None)


class Flag(Base):
    """One example sent on purpose; `text` and `note` were masked on the employee's device."""

    __tablename__ = "flags"

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

"""What every table stands on, and the tokens of enrolled browsers."""

import datetime
import secrets

from sqlalchemy import Date, ForeignKey, MetaData, String
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

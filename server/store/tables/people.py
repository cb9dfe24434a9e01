"""Who may use the console, where they work, how they are signed in, and the codes that enrol browsers."""

import datetime

from sqlalchemy import JSON, Date, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from server.store.tables.base import Base, today
from server.store.tables.moment import Moment, now


class Building(Base):
    """A school or an office; a principal belongs to one."""

    __tablename__ = "buildings"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    closed: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)


class Account(Base):
    """One person of the console; `email` is in lower case."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    roles: Mapped[list[str]] = mapped_column(JSON)
    building_id: Mapped[int | None] = mapped_column(ForeignKey("buildings.id"), default=None)
    password_hash: Mapped[str | None] = mapped_column(String(200), default=None)
    # A password that somebody else chose holds until this moment and must be changed at once.
    one_time_until: Mapped[datetime.datetime | None] = mapped_column(Moment, default=None)
    totp_secret: Mapped[str | None] = mapped_column(String(200), default=None)
    totp_step: Mapped[int] = mapped_column(default=0)
    recovery_hashes: Mapped[list[str]] = mapped_column(JSON, default=list)
    # The hash of the district's own sign-in service and its name for this person, once they came that way.
    outside_hash: Mapped[str | None] = mapped_column(String(64), default=None, unique=True)
    closed: Mapped[bool] = mapped_column(default=False)
    created_on: Mapped[datetime.date] = mapped_column(Date, default=today)
    signed_in_at: Mapped[datetime.datetime | None] = mapped_column(Moment, default=None)
    revision: Mapped[int] = mapped_column(default=1)


class SignedIn(Base):
    """One signed-in browser, known by the SHA-256 of its cookie. `needs` is what is asked before anything opens."""

    __tablename__ = "sessions"

    cookie_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    needs: Mapped[str] = mapped_column(String(20), default="")
    started_at: Mapped[datetime.datetime] = mapped_column(Moment, default=now)
    seen_at: Mapped[datetime.datetime] = mapped_column(Moment, default=now)


class Attempt(Base):
    """Wrong tries at one door; `who` is a keyed hash of an account, a browser or an address."""

    __tablename__ = "attempts"

    who: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime.datetime] = mapped_column(Moment, default=now, index=True)


class EnrolmentCode(Base):
    """A code with which browsers are enrolled; only its hash is kept."""

    __tablename__ = "enrolment_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    building_id: Mapped[int | None] = mapped_column(ForeignKey("buildings.id"), default=None)
    expires_on: Mapped[datetime.date] = mapped_column(Date)
    uses: Mapped[int] = mapped_column(Integer)
    used: Mapped[int] = mapped_column(default=0)
    revoked: Mapped[bool] = mapped_column(default=False)
    created_on: Mapped[datetime.date] = mapped_column(Date, default=today)

"""Requests for accounts and groups, the register of what was approved, and the lists of sites."""

import datetime
import secrets
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from server.store.database import Database
from server.store.tables.base import Token, today
from server.store.tables.people import EnrolmentCode
from server.store.tables.sites import ListedHost, SiteRequestRow
from server.store.tokens import sha256

# More than any district has open at once: a flood is told to stop rather than stored.
MAX_OPEN = 500


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What an employee asks for."""

    site: str
    address: str
    purpose: str
    audience: str
    moderator: str


@dataclass(frozen=True, slots=True)
class RequestView:
    """What the holder of a receipt may see; `message` is empty where nothing was written."""

    state: str
    message: str
    until: datetime.date | None


@dataclass(frozen=True, slots=True)
class Approved:
    """One account or group on the register."""

    site: str
    address: str
    until: datetime.date


@dataclass(frozen=True, slots=True)
class Published:
    """What the extension is told about sites."""

    listed: tuple[str, ...]
    never: tuple[str, ...]
    register: tuple[Approved, ...]


class Sites:
    """The sites of one district."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, request: NewRequest, building: int | None = None) -> str | None:
        """Keep a request and return its receipt; None when too many wait already."""
        receipt = secrets.token_urlsafe(16)
        row = SiteRequestRow(receipt_hash=sha256(receipt), building=building)
        _fill(row, request)
        open_ones = select(func.count()).where(SiteRequestRow.state.in_(("waiting", "question")))
        with self._database.writing() as session:
            if (session.scalar(open_ones) or 0) >= MAX_OPEN:
                return None
            session.add(row)
        return receipt

    def building_of(self, token: str) -> int | None:
        """Return the building whose code enrolled the browser of a token; None when it was none's."""
        query = (
            select(EnrolmentCode.building_id)
            .join(Token, Token.code_id == EnrolmentCode.id)
            .where(Token.token_hash == sha256(token))
        )
        with self._database.reading() as session:
            return session.scalar(query)

    def answer(self, receipt: str, request: NewRequest) -> bool:
        """Put a request again whose Principal asked a question; False when there is none."""
        with self._database.writing() as session:
            row = session.scalar(_by(receipt))
            if row is None or row.state != "question":
                return False
            _fill(row, request)
            row.state, row.message = "waiting", ""
            row.revision += 1
        return True

    def find(self, receipt: str) -> RequestView | None:
        """Return what became of a request; None for an unknown receipt."""
        with self._database.reading() as session:
            row = session.scalar(_by(receipt))
            return None if row is None else RequestView(state_of(row), row.message, row.until)

    def published(self) -> Published:
        """Return what the extension is told: lists in order, leaves that hold today."""
        approved = (
            select(SiteRequestRow)
            .where(SiteRequestRow.state == "approved", SiteRequestRow.until >= today())
            .order_by(SiteRequestRow.site, SiteRequestRow.address, SiteRequestRow.until)
        )
        with self._database.reading() as session:
            hosts = session.execute(select(ListedHost.kind, ListedHost.host).order_by(ListedHost.host)).all()
            register = tuple(
                Approved(row.site, row.address, row.until) for row in session.scalars(approved) if row.until
            )
        return Published(
            listed=tuple(host for kind, host in hosts if kind == "listed"),
            never=tuple(host for kind, host in hosts if kind == "never"),
            register=register,
        )


def state_of(row: SiteRequestRow) -> str:
    """Return a request's state today: a leave past its last day has expired."""
    ended = row.state == "approved" and row.until is not None and row.until < today()
    return "expired" if ended else row.state


def _by(receipt: str) -> Select[SiteRequestRow]:
    return select(SiteRequestRow).where(SiteRequestRow.receipt_hash == sha256(receipt))


def _fill(row: SiteRequestRow, request: NewRequest) -> None:
    row.site, row.address = request.site, _storable(request.address)
    row.purpose, row.audience = _storable(request.purpose), _storable(request.audience)
    row.moderator = _storable(request.moderator)


def _storable(text: str) -> str:
    """Replace NUL, which PostgreSQL does not store."""
    return text.replace("\0", "\ufffd")

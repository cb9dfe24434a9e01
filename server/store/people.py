"""Accounts of the console: who they are, what they may do, what they sign in with."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from server.errors import ServerError
from server.store.database import Database
from server.store.tables.moment import now
from server.store.tables.people import Account, SignedIn
from server.store.tokens import sha256

_TURN = 3_908_223


class StaleError(ServerError):
    """Somebody else changed the row in between."""


class TakenError(ServerError):
    """Another row has this name or address."""


class LastDirectorError(ServerError):
    """Nobody would be left who can do everything."""


@dataclass(frozen=True, slots=True)
class AccountView:
    """One account as the screens see it; no secret is in it."""

    id: int
    email: str
    name: str
    roles: tuple[str, ...]
    building: int | None
    closed: bool
    has_password: bool
    one_time_until: datetime.datetime | None
    has_totp: bool
    recovery_left: int
    signed_in_at: datetime.datetime | None
    revision: int


class People:
    """The accounts of one district. What writes takes the caller's session, so that the audit log goes along."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def everyone(self) -> Sequence[AccountView]:
        """List all accounts by name."""
        with self._database.reading() as session:
            return [view(row) for row in session.scalars(select(Account).order_by(func.lower(Account.name)))]

    def find(self, account_id: int) -> AccountView | None:
        """Return one account; None when there is none with this number."""
        with self._database.reading() as session:
            row = session.get(Account, account_id)
            return None if row is None else view(row)

    def by_email(self, email: str) -> AccountView | None:
        """Return the account of an address; None for an unknown one."""
        with self._database.reading() as session:
            row = session.scalar(select(Account).where(Account.email == email.strip().lower()))
            return None if row is None else view(row)

    def password_hash(self, account_id: int) -> str | None:
        """Return the hash against which a password is checked; None for an account that has none."""
        with self._database.reading() as session:
            return session.scalar(select(Account.password_hash).where(Account.id == account_id))

    def nobody_came_yet(self) -> bool:
        """Tell whether no account was ever signed in to."""
        with self._database.reading() as session:
            return session.scalar(select(Account.id).where(Account.signed_in_at.is_not(None)).limit(1)) is None

    def create(
        self, session: Session, *, email: str, name: str, roles: Collection[str], building: int | None = None
    ) -> int:
        """Add an account without a password and return its number; TakenError when the address has one."""
        address = email.strip().lower()
        _refuse_taken(session, address, None)
        row = Account(email=address, name=name.strip(), roles=sorted(roles), building_id=building)
        session.add(row)
        session.flush()
        return row.id

    def change(
        self,
        session: Session,
        account_id: int,
        *,
        email: str,
        name: str,
        roles: Collection[str],
        building: int | None,
        closed: bool,
        revision: int,
    ) -> None:
        """Change an account.

        Raises
        ------
        StaleError
            When somebody else changed it since `revision` was read.
        TakenError
            When another account has the address.
        LastDirectorError
            When no director would be left.
        """
        # Two directors who take each other's role away at once must not both succeed.
        self._database.take_turn(session, _TURN)
        row = session.get_one(Account, account_id)
        if row.revision != revision:
            raise StaleError
        address = email.strip().lower()
        _refuse_taken(session, address, account_id)
        if address != row.email:
            # Whoever comes from outside is linked by address: a new one is linked anew.
            row.outside_hash = None
        row.email, row.name, row.roles = address, name.strip(), sorted(roles)
        row.building_id, row.closed = building, closed
        row.revision += 1
        session.flush()
        if not _directors(session):
            raise LastDirectorError

    def link(self, session: Session, account_id: int, outside: str) -> bool:
        """Tie an account to a name of the district's own sign-in; False when it is tied to another one."""
        row = session.get_one(Account, account_id)
        if row.outside_hash not in {None, sha256(outside)}:
            return False
        row.outside_hash = sha256(outside)
        return True

    def by_outside(self, outside: str) -> AccountView | None:
        """Return the account that is tied to a name of the district's own sign-in; None for an unknown one."""
        with self._database.reading() as session:
            row = session.scalar(select(Account).where(Account.outside_hash == sha256(outside)))
            return None if row is None else view(row)

    def set_password(
        self, session: Session, account_id: int, password_hash: str, one_time_until: datetime.datetime | None = None
    ) -> None:
        """Keep the hash of a new password; one chosen by somebody else holds until `one_time_until`."""
        row = session.get_one(Account, account_id)
        row.password_hash, row.one_time_until = password_hash, one_time_until
        row.revision += 1

    def let_back_in(self, session: Session, account_id: int, role: str) -> None:
        """Open an account, give it a role, and take its second factor away."""
        row = session.get_one(Account, account_id)
        row.closed = False
        row.roles = sorted({*row.roles, role})
        row.totp_secret, row.recovery_hashes = None, []
        row.revision += 1

    def came(self, session: Session, account_id: int) -> None:
        """Keep when this person signed in last."""
        session.get_one(Account, account_id).signed_in_at = now()

    def sign_out_everywhere(self, session: Session, account_id: int, but: str | None = None) -> None:
        """Close every signed-in browser of an account, but for the one with this hash."""
        session.execute(delete(SignedIn).where(SignedIn.account_id == account_id, SignedIn.cookie_hash != (but or "")))


def _refuse_taken(session: Session, address: str, own: int | None) -> None:
    if session.scalar(select(Account.id).where(Account.email == address)) not in {None, own}:
        raise TakenError


def _directors(session: Session) -> int:
    rows = session.scalars(select(Account).where(Account.closed.is_(False)))
    return sum("director" in row.roles for row in rows)


def view(row: Account) -> AccountView:
    """Return what may be shown of a row."""
    return AccountView(
        id=row.id,
        email=row.email,
        name=row.name,
        roles=tuple(row.roles),
        building=row.building_id,
        closed=row.closed,
        has_password=row.password_hash is not None,
        one_time_until=row.one_time_until,
        has_totp=row.totp_secret is not None,
        recovery_left=len(row.recovery_hashes),
        signed_in_at=row.signed_in_at,
        revision=row.revision,
    )

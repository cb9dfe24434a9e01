"""Signed-in browsers: each can be closed from the server, and ends by itself when idle or old."""

import datetime
import secrets
from dataclasses import dataclass

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from server.store.database import Database
from server.store.people import AccountView, view
from server.store.tables.moment import now
from server.store.tables.people import Account, SignedIn
from server.store.tokens import sha256

IDLE = datetime.timedelta(minutes=30)
ABSOLUTE = datetime.timedelta(hours=12)
# Being seen is written down at most this often, so that reading a page seldom writes.
_SEEN_EVERY = datetime.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SessionView:
    """One signed-in browser and whose it is; `needs` names what is still asked of the person."""

    cookie_hash: str
    needs: str
    account: AccountView


class Sessions:
    """The signed-in browsers."""

    def __init__(self, database: Database, idle: datetime.timedelta = IDLE) -> None:
        self._database = database
        self._idle = idle

    def start(self, session: Session, account_id: int, needs: str = "") -> str:
        """Sign a browser in and return its cookie: 256 random bits, of which only the hash is kept."""
        cookie = secrets.token_urlsafe(32)
        session.add(SignedIn(cookie_hash=sha256(cookie), account_id=account_id, needs=needs))
        old = now()
        session.execute(
            delete(SignedIn).where(or_(SignedIn.seen_at < old - self._idle, SignedIn.started_at < old - ABSOLUTE))
        )
        return cookie

    def find(self, cookie: str) -> SessionView | None:
        """Return who a cookie stands for; None when it is unknown, idle for too long, too old, or closed."""
        key, moment = sha256(cookie), now()
        query = select(SignedIn, Account).join(Account, Account.id == SignedIn.account_id)
        with self._database.reading() as session:
            found = session.execute(query.where(SignedIn.cookie_hash == key)).one_or_none()
            if found is None:
                return None
            row, account = found
            if account.closed or row.seen_at < moment - self._idle or row.started_at < moment - ABSOLUTE:
                return None
            answer = SessionView(key, row.needs, view(account))
            stale = row.seen_at < moment - _SEEN_EVERY
        if stale:
            with self._database.writing() as session:
                again = session.get(SignedIn, key)
                if again is not None:
                    again.seen_at = moment
        return answer

    def end(self, session: Session, cookie_hash: str) -> None:
        """Sign one browser out."""
        session.execute(delete(SignedIn).where(SignedIn.cookie_hash == cookie_hash))

    def count(self, account_id: int) -> int:
        """Count the signed-in browsers of an account."""
        query = select(SignedIn.cookie_hash).where(SignedIn.account_id == account_id)
        with self._database.reading() as session:
            return len(session.scalars(query).all())

"""Bearer tokens of enrolled browsers: only their SHA-256 is kept."""

import datetime
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select, update
from sqlalchemy.orm import Session

from server.store.database import Database
from server.store.tables.base import Token
from server.store.tables.people import EnrolmentCode


@dataclass(frozen=True, slots=True)
class EnrolledDay:
    """The browsers that one code enrolled on one day: how many, and how many are still open."""

    day: datetime.date
    code_id: int | None
    code: str | None
    count: int
    open: int


def sha256(secret: str) -> str:
    """Return the hash under which a token or a receipt is kept; 128 random bits and more need no salt."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


class Tokens:
    """Hands out tokens and knows them again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def issue(self, code_id: int | None = None) -> str:
        """Return a new token of 256 random bits; it cannot be shown again. `code_id` says which code enrolled it."""
        token = secrets.token_urlsafe(32)
        with self._database.writing() as session:
            session.add(Token(token_hash=sha256(token), code_id=code_id))
        return token

    def days(self, limit: int = 60) -> Sequence[EnrolledDay]:
        """List how many browsers were enrolled by day and code, newest day first."""
        still = func.sum(case((Token.revoked.is_(False), 1), else_=0))
        query = (
            select(Token.enrolled_on, Token.code_id, EnrolmentCode.name, func.count(), still)
            .outerjoin(EnrolmentCode, EnrolmentCode.id == Token.code_id)
            .group_by(Token.enrolled_on, Token.code_id, EnrolmentCode.name)
            .order_by(Token.enrolled_on.desc(), EnrolmentCode.name)
            .limit(limit)
        )
        with self._database.reading() as session:
            return [EnrolledDay(*row) for row in session.execute(query)]

    def revoke_day(self, session: Session, day: datetime.date, code_id: int | None) -> int:
        """Close the browsers that one code (or none) enrolled on one day; return how many."""
        which = Token.code_id.is_(None) if code_id is None else Token.code_id == code_id
        closed = update(Token).where(Token.enrolled_on == day, which, Token.revoked.is_(False)).values(revoked=True)
        return len(session.scalars(closed.returning(Token.token_hash)).all())

    def known(self, token_hash: str) -> bool:
        """Tell whether a token with this hash was handed out and not revoked."""
        query = select(Token.revoked).where(Token.token_hash == token_hash)
        with self._database.reading() as session:
            return session.scalar(query) is False

    def revoke(self, token: str) -> None:
        """Close a token; processes that saw it lately notice within seconds."""
        with self._database.writing() as session:
            row = session.get(Token, sha256(token))
            if row is not None:
                row.revoked = True

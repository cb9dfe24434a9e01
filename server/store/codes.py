"""Enrolment codes: hashed, for a number of browsers, until a day, and revocable with what they enrolled."""

import datetime
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from server.store.database import Database
from server.store.tables.base import Token, today
from server.store.tables.people import EnrolmentCode
from server.store.tokens import sha256

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class CodeView:
    """One code, without the code."""

    id: int
    name: str
    building: int | None
    expires_on: datetime.date
    uses: int
    used: int
    revoked: bool

    @property
    def open(self) -> bool:
        """Tell whether a browser can still be enrolled with it."""
        return not self.revoked and self.used < self.uses and self.expires_on >= today()


class Codes:
    """The enrolment codes of one district."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> Sequence[CodeView]:
        """List all codes, newest first."""
        with self._database.reading() as session:
            return [_view(row) for row in session.scalars(select(EnrolmentCode).order_by(EnrolmentCode.id.desc()))]

    def create(
        self, session: Session, *, name: str, building: int | None, expires_on: datetime.date, uses: int
    ) -> tuple[int, str]:
        """Add a code of 79 random bits and return its number and the code, which cannot be shown again."""
        code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
        row = EnrolmentCode(
            code_hash=sha256(_plain(code)), name=name.strip(), building_id=building, expires_on=expires_on, uses=uses
        )
        session.add(row)
        session.flush()
        return row.id, code

    def spend(self, code: str) -> int | None:
        """Use a code for one more browser and return its number; None when it opens nothing (any more)."""
        usable = (
            EnrolmentCode.code_hash == sha256(_plain(code)),
            EnrolmentCode.revoked.is_(False),
            EnrolmentCode.used < EnrolmentCode.uses,
            EnrolmentCode.expires_on >= today(),
        )
        with self._database.writing() as session:
            # One statement asks and counts, so that two browsers cannot share the last use.
            taken = update(EnrolmentCode).where(*usable).values(used=EnrolmentCode.used + 1)
            return session.scalar(taken.returning(EnrolmentCode.id))

    def revoke(self, session: Session, code_id: int, *, with_browsers: bool) -> int:
        """Close a code, and on request every browser it enrolled; return how many browsers were closed."""
        session.get_one(EnrolmentCode, code_id).revoked = True
        if not with_browsers:
            return 0
        closed = update(Token).where(Token.code_id == code_id, Token.revoked.is_(False)).values(revoked=True)
        return len(session.scalars(closed.returning(Token.token_hash)).all())


def _plain(code: str) -> str:
    return re.sub(r"[^a-z0-9]", "", code.lower())


def _view(row: EnrolmentCode) -> CodeView:
    return CodeView(row.id, row.name, row.building_id, row.expires_on, row.uses, row.used, row.revoked)

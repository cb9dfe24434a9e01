"""Bearer tokens of enrolled browsers: only their SHA-256 is kept."""

import hashlib
import secrets

from sqlalchemy import select

from server.store.database import Database
from server.store.tables.base import Token


def sha256(secret: str) -> str:
    """Return the hash under which a token or a receipt is kept; 128 random bits and more need no salt."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


class Tokens:
    """Hands out tokens and knows them again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def issue(self) -> str:
        """Return a new token of 256 random bits; it cannot be shown again."""
        token = secrets.token_urlsafe(32)
        with self._database.writing() as session:
            session.add(Token(token_hash=sha256(token)))
        return token

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

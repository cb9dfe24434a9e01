"""Second factors of accounts: the shared secret as it is kept, the step used last, and recovery codes."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.store.database import Database
from server.store.tables.people import Account
from server.store.tokens import sha256


class SecondFactors:
    """Keeps what codes are checked against. Secrets come and go sealed by the caller."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sealed(self, account_id: int) -> str | None:
        """Return the sealed secret of an account; None when it has no second factor."""
        with self._database.reading() as session:
            return session.scalar(select(Account.totp_secret).where(Account.id == account_id))

    def set(self, session: Session, account_id: int, sealed: str | None, recovery: Sequence[str], step: int) -> None:
        """Keep a new secret and the hashes of its recovery codes, or take both away."""
        row = session.get_one(Account, account_id)
        row.totp_secret, row.totp_step = sealed, step
        row.recovery_hashes = [sha256(code) for code in recovery]
        row.revision += 1

    def spend_step(self, session: Session, account_id: int, step: int) -> bool:
        """Use the code of one time step; False when it or a later one was used already."""
        row = session.get_one(Account, account_id, with_for_update=True, populate_existing=True)
        if step <= row.totp_step:
            return False
        row.totp_step = step
        return True

    def spend_recovery(self, session: Session, account_id: int, code: str) -> bool:
        """Use one recovery code; False when there is no such one (any more)."""
        row = session.get_one(Account, account_id, with_for_update=True, populate_existing=True)
        if sha256(code) not in row.recovery_hashes:
            return False
        row.recovery_hashes = [one for one in row.recovery_hashes if one != sha256(code)]
        return True

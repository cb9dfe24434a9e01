"""Limits on guessing passwords and codes: by account, by address, and by browsers that signed in before.

Whoever guesses at a director's password makes that account wait. The director is not kept out by it: a browser that
signed in before carries a signed mark and is counted on its own.
"""

import hashlib
import hmac
import secrets

from flask import Response, request
from itsdangerous import BadData, URLSafeTimedSerializer

from server.admin.session import PATH, is_secure
from server.config import Config
from server.store.attempts import FREE, Attempts

KNOWN = "forethought_known"
KNOWN_SECONDS = 180 * 86_400
# Behind one address there may be a whole school.
FREE_BY_ADDRESS = 30


class Tries:
    """Counts one person's tries in this request.

    Parameters
    ----------
    attempts : Attempts
        Where they are counted.
    config : Config
        The key under which names are hashed, and the proxies in front.
    """

    def __init__(self, attempts: Attempts, config: Config) -> None:
        self._attempts = attempts
        self._config = config
        self._marks = URLSafeTimedSerializer(config.secret_key, salt="known-browser")

    def begin(self, account: str) -> str | None:
        """Count one try at an account; return a sentence when it has to wait, None when it may go on."""
        wait = self._attempts.begin(**self._limits(account))
        if wait is None:
            return None
        minutes = int(wait.total_seconds() // 60) + 1
        return f"Too many tries. Wait {minutes} minute{'s' if minutes > 1 else ''}, then try again."

    def right(self, account: str) -> None:
        """Forget the tries: this one was right. Those of the address stay, or one right one would free many wrong."""
        self._attempts.right(*[who for who, free in self._limits(account).items() if free == FREE])

    def mark(self, answer: Response, account: str) -> None:
        """Mark this browser as one that signed in to the account."""
        answer.set_cookie(
            KNOWN,
            self._marks.dumps([account, secrets.token_urlsafe(9)]),
            max_age=KNOWN_SECONDS,
            path=PATH,
            secure=is_secure(self._config),
            httponly=True,
            samesite="Lax",
        )

    def _limits(self, account: str) -> dict[str, int]:
        mark = self._mark_of(account)
        if mark is not None:
            return {self._hash(f"browser {mark}"): FREE}
        return {
            self._hash(f"account {account}"): FREE,
            self._hash(f"address {self._address()}"): FREE_BY_ADDRESS,
        }

    def _mark_of(self, account: str) -> str | None:
        try:
            whose, mark = self._marks.loads(request.cookies.get(KNOWN, ""), max_age=KNOWN_SECONDS)
        except (BadData, ValueError, TypeError):
            return None
        return str(mark) if whose == account else None

    def _address(self) -> str:
        proxies = self._config.trusted_proxies
        told = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",")]
        chain = [*told, request.remote_addr or ""] if request.remote_addr in proxies else [request.remote_addr or ""]
        return next((one for one in reversed(chain) if one and one not in proxies), "")

    def _hash(self, name: str) -> str:
        return hmac.new(self._config.secret_key, f"try {name}".encode(), hashlib.sha256).hexdigest()

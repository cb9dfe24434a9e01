"""The second factor: six digits of an authenticator app, or a recovery code; secrets are kept sealed."""

import base64
import hashlib
import io
import re
import secrets
import time
from collections.abc import Sequence

import pyotp
import segno
from cryptography.fernet import Fernet, InvalidToken

from server.config import Config
from server.store import Session
from server.store.second_factor import SecondFactors

SECONDS = 30
RECOVERY_CODES = 10


class Factor:
    """Checks codes of second factors.

    Parameters
    ----------
    factors : SecondFactors
        Where secrets are kept.
    config : Config
        Its key seals them: a copy of the database alone gives no code away.
    """

    def __init__(self, factors: SecondFactors, config: Config) -> None:
        self._factors = factors
        key = hashlib.sha256(b"second factor " + config.secret_key).digest()
        self._seal = Fernet(base64.urlsafe_b64encode(key))

    def turn_on(self, session: Session, account_id: int, secret: str, code: str) -> Sequence[str] | None:
        """Keep a secret once a code proves that the app has it; return recovery codes, None for a wrong code."""
        step = _step_of(secret, code)
        if step is None:
            return None
        recovery = [
            f"{secrets.token_hex(2)}-{secrets.token_hex(2)}-{secrets.token_hex(2)}" for _ in range(RECOVERY_CODES)
        ]
        sealed = self._seal.encrypt(secret.encode()).decode()
        self._factors.set(session, account_id, sealed, [_plain(one) for one in recovery], step)
        return recovery

    def turn_off(self, session: Session, account_id: int) -> None:
        """Take the second factor of an account away."""
        self._factors.set(session, account_id, None, (), 0)

    def takes(self, session: Session, account_id: int, typed: str) -> bool:
        """Tell whether a code opens an account; each opens it once."""
        sealed = self._factors.sealed(account_id)
        code = _plain(typed)
        if sealed is None or not code:
            return False
        try:
            secret = self._seal.decrypt(sealed.encode()).decode()
        except InvalidToken:  # the key was changed: recovery codes still open it
            secret = ""
        step = _step_of(secret, code) if secret else None
        if step is not None:
            return self._factors.spend_step(session, account_id, step)
        return self._factors.spend_recovery(session, account_id, code)


def new_secret() -> str:
    """Return a secret for an app, 160 random bits."""
    return pyotp.random_base32()


def picture(secret: str, email: str) -> bytes:
    """Return the QR code that an app reads, as SVG."""
    address = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="Forethought")
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", scale=5, border=3, light="#ffffff", dark="#1f2430")
    return out.getvalue()


def _step_of(secret: str, code: str) -> int | None:
    """Return the time step of a code: the one now, or a neighbour for clocks that differ a little."""
    now = int(time.time()) // SECONDS
    totp = pyotp.TOTP(secret)
    return next((step for step in (now, now - 1, now + 1) if totp.verify(code, for_time=step * SECONDS)), None)


def _plain(code: str) -> str:
    return re.sub(r"[^a-z0-9]", "", code.lower())

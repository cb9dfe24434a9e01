"""Who may reach what: every address is closed unless it is listed here.

Any web page in the employee's browser can reach a service on this machine, so each request is asked, in this
order: for the right name (Host), from a page that may ask (Origin), and with a token that opens the address; under
/admin, with a signed-in browser whose person has a role that opens it.
"""

import re
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from urllib.parse import urlsplit

from flask import Flask, Request, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from server.config import LOOPBACK_NAMES, Config, is_loopback, origin_pattern
from server.errors import Refusal
from server.store.tokens import Tokens, sha256

PRACTICE_SECONDS = 15 * 60
REMEMBERED_SECONDS = 5.0
REMEMBERED_TOKENS = 10_000

_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Door(Enum):
    """What opens an address."""

    OPEN = "anybody"
    CHECK = "an employee's token or a practice token"
    EMPLOYEE = "an employee's token"
    METRICS = "this machine in trial mode, elsewhere the token of FORETHOUGHT_METRICS_TOKEN"


DOORS: Mapping[str, Door] = {
    "GET /": Door.OPEN,
    "GET /docs": Door.OPEN,
    "GET /openapi.json": Door.OPEN,
    "GET /metrics": Door.METRICS,
    "GET /practice": Door.OPEN,
    "GET /practice/token": Door.OPEN,
    "GET /static/<path:filename>": Door.OPEN,
    "GET /v1/health": Door.OPEN,
    "GET /v1/ready": Door.OPEN,
    "POST /v1/enroll": Door.OPEN,
    "POST /v1/check": Door.CHECK,
    "GET /v1/policy": Door.CHECK,
    "POST /v1/counts": Door.EMPLOYEE,
    "POST /v1/sites/requests": Door.EMPLOYEE,
    "GET /v1/sites/requests/<receipt>": Door.EMPLOYEE,
    "POST /v1/flags": Door.EMPLOYEE,
    "GET /v1/flags/<receipt>": Door.EMPLOYEE,
    "DELETE /v1/flags/<receipt>": Door.EMPLOYEE,
}


class TokenBook:
    """Knows tokens: those of enrolled browsers, and the short-lived ones of the practice page.

    A token that was found good is remembered for five seconds in this process, so that checking does not ask
    the database at every pause in typing; a revoked one stays good no longer than that.
    """

    def __init__(self, tokens: Tokens, secret_key: bytes) -> None:
        self._tokens = tokens
        self._practice = URLSafeTimedSerializer(secret_key, salt="practice")
        self._good_until: dict[str, float] = {}

    def issue(self, code_id: int | None = None) -> str:
        """Return a new token for one browser, enrolled with this code."""
        return self._tokens.issue(code_id)

    def issue_practice(self) -> str:
        """Return a token that may check for fifteen minutes and is stored nowhere."""
        return self._practice.dumps(secrets.token_urlsafe(8))

    def is_practice(self, token: str) -> bool:
        """Tell whether this is a practice token that still holds."""
        try:
            self._practice.loads(token, max_age=PRACTICE_SECONDS)
        except BadData:
            return False
        return True

    def is_employee(self, token: str) -> bool:
        """Tell whether this is the token of an enrolled browser."""
        key = sha256(token)
        now = time.monotonic()
        if self._good_until.get(key, 0.0) > now:
            return True
        if not self._tokens.known(key):
            return False
        if len(self._good_until) >= REMEMBERED_TOKENS:
            self._good_until.clear()
        self._good_until[key] = now + REMEMBERED_SECONDS
        return True


def install(app: Flask, config: Config, tokens: TokenBook, console: Callable[[str], Response | None]) -> None:
    """Put the guard in front of every address of `app`; `console` decides about those under /admin."""
    hosts = config.host_names
    extensions = [origin_pattern(one) for one in config.extension_origins]

    def guard() -> Response | None:
        if _name(request.host) not in hosts:
            raise Refusal("host")
        origin = request.headers.get("Origin")
        own = origin is not None and origin == _own_origin(config, request)
        if not (own or _may_ask(origin, extensions)):
            raise Refusal("origin")
        if request.url_rule is None or request.method == "OPTIONS":
            return None
        method = "GET" if request.method == "HEAD" else request.method
        address = f"{method} {request.url_rule.rule}"
        if is_console(request.url_rule.rule):
            return console(address)
        door = DOORS.get(address)
        if door is None:
            raise Refusal("closed")
        if door is Door.METRICS:
            _open_metrics(config)
        elif door is not Door.OPEN:
            _open(door, tokens, from_page=own or origin is None)
        return None

    app.before_request(guard)


def is_console(path: str) -> bool:
    """Tell whether an address belongs to the console."""
    return path == "/admin" or path.startswith("/admin/")


def from_this_machine(asked: Request) -> bool:
    """Tell whether a request comes straight from this machine, with no proxy in between."""
    return is_loopback(asked.remote_addr or "") and not any(name in asked.headers for name in _FORWARDED)


def _open(door: Door, tokens: TokenBook, *, from_page: bool) -> None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        if tokens.is_employee(token):
            return
        if from_page and tokens.is_practice(token):
            if door is Door.CHECK:
                return
            raise Refusal("closed")
    raise Refusal("token", headers={"WWW-Authenticate": 'Bearer realm="forethought"'})


def _open_metrics(config: Config) -> None:
    given = request.headers.get("Authorization", "")
    if config.metrics_token is not None and secrets.compare_digest(
        given.encode(), f"Bearer {config.metrics_token}".encode()
    ):
        return
    # Behind a proxy everybody seems to come from this machine: only a service that has none goes by that.
    if "Authorization" not in request.headers and config.trial and from_this_machine(request):
        return
    raise Refusal(
        "token",
        "Ask from the service's own machine in trial mode; elsewhere send the token of FORETHOUGHT_METRICS_TOKEN.",
        headers={"WWW-Authenticate": 'Bearer realm="forethought"'},
    )


def _may_ask(origin: str | None, extensions: Sequence[re.Pattern[str]]) -> bool:
    if origin is not None:
        return any(one.match(origin) for one in extensions)
    # Browsers send no Origin with plain reads, programs never do; a write from another site carries one.
    return request.method in _SAFE or request.headers.get("Sec-Fetch-Site", "none") in {"none", "same-origin"}


def _own_origin(config: Config, asked: Request) -> str:
    if config.public_url and _name(asked.host) not in LOOPBACK_NAMES:
        return config.public_url
    return f"http://{asked.host}"


@lru_cache(maxsize=64)
def _name(host: str) -> str:
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
    return f"[{name}]" if ":" in name else name

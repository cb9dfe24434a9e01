"""POST /v1/enroll: a code, or nothing in trial mode, for a bearer token."""

import hmac
import time
from threading import Lock

from flask import Response, request
from flask_openapi3.blueprint import APIBlueprint

from server.access import TokenBook, from_this_machine
from server.api.answers import OPEN, responses, send
from server.api.body import reads
from server.api.schemas import EnrollRequest, EnrollResponse
from server.config import Config
from server.errors import Refusal
from server.store.codes import Codes

WRONG_CODES_A_MINUTE = 10


def make_blueprint(config: Config, tokens: TokenBook, codes: Codes) -> APIBlueprint:
    """Return the routes of this resource."""
    api = APIBlueprint("enroll", __name__)
    attempts = Attempts(WRONG_CODES_A_MINUTE)

    @api.post(
        "/v1/enroll",
        operation_id="enroll",
        security=OPEN,
        responses=responses(201, EnrollResponse, "unreadable", "code", "too-long", "media-type", "fields", "too-many"),
    )
    @reads(EnrollRequest)
    def enroll(body: EnrollRequest) -> Response:
        """Hand out a token for one browser.

        The code may be left out in trial mode only: on the machine itself, with nothing in between. The console
        makes codes for a building, a number of browsers and a time; `FORETHOUGHT_ENROLL_CODE` is one that stays.
        """
        if not attempts.left():
            raise Refusal("too-many", headers={"Retry-After": "60"})
        code_id = codes.spend(body.code) if body.code else None
        if code_id is None and not _opens_without(config, body.code):
            attempts.wrong()
            raise Refusal("code")
        return send({"token": tokens.issue(code_id)}, 201)

    return api


def _opens_without(config: Config, code: str | None) -> bool:
    """Tell whether the configured code was sent, or none is needed here."""
    if config.enroll_code is None:
        return config.trial and from_this_machine(request)
    return hmac.compare_digest((code or "").encode(), config.enroll_code.encode())


class Attempts:
    """Counts wrong codes of the last minute in this process, so that codes cannot be guessed by trying."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._times: list[float] = []
        self._lock = Lock()

    def left(self) -> bool:
        """Tell whether another code may be tried now."""
        with self._lock:
            since = time.monotonic() - 60
            self._times = [at for at in self._times if at > since]
            return len(self._times) < self._limit

    def wrong(self) -> None:
        """Count one wrong code."""
        with self._lock:
            self._times.append(time.monotonic())

"""The errors this package raises, and the one shape in which the service answers them.

ServerError
├── ConfigError   the service cannot start as configured
├── StoreError    the database cannot be used as it is
└── Refusal       a request cannot be answered; becomes problem+json

Every refusal is RFC 9457 `application/problem+json` with `type`, `title`, `status`, `detail` and, for fields
that cannot be used, `errors`. Nothing of what was sent is ever repeated: the sentences below are all.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

import structlog
from flask import Flask, Response
from werkzeug.exceptions import HTTPException, MethodNotAllowed

PROBLEM_TYPE = "application/problem+json"

_log = structlog.get_logger()


class ServerError(Exception):
    """Base of every error that this package raises on purpose."""


class ConfigError(ServerError):
    """The service cannot start as configured; the message is one sentence that says what to do."""


class StoreError(ServerError):
    """The database cannot be used as it is; the message is one sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of refusal: the end of its `type`, its status, and its default sentence."""

    slug: str
    status: int
    title: str
    detail: str


_ALL = (
    Kind("unreadable", 400, "The request cannot be read", "Send one JSON object, encoded as UTF-8."),
    Kind("token", 401, "A token is needed", "Enroll at /v1/enroll and send the token as Authorization: Bearer."),
    Kind("stale-form", 400, "This page is out of date", "Load the page again, then repeat what you did."),
    Kind("signed-out", 401, "You are signed out", "Sign in at /admin/sign-in; what you typed is still in your page."),
    Kind(
        "code",
        403,
        "The code does not open this",
        "Ask your district for the enrollment code and send it as code.",
    ),
    Kind("closed", 403, "This is closed to you", "Use a token that opens this address."),
    Kind("origin", 403, "This page may not ask", "Use the Forethought extension or a page of this service."),
    Kind("role", 403, "Your role does not open this", "Ask a director of your district if you need it."),
    Kind("not-found", 404, "There is nothing here", "See /docs for the addresses that exist."),
    Kind("stale", 409, "Somebody else was faster", "Load the page again and look at what changed."),
    Kind("method", 405, "This method is not offered here", "See the Allow header for the methods that are."),
    Kind("too-long", 413, "This is too long", "Send at most 10,000 characters of text and 64 kB in all."),
    Kind("media-type", 415, "This content type is not read", "Send the body as application/json."),
    Kind("host", 421, "This service has another name", "Use the address that your district published."),
    Kind("fields", 422, "Some fields cannot be used", "Correct the fields listed under errors; see /docs."),
    Kind(
        "unmasked",
        422,
        "The text still holds private data",
        "Mask the kinds listed under errors and send it again.",
    ),
    Kind("too-many", 429, "Too many attempts", "Wait a minute, then try again."),
    Kind("internal", 500, "Something went wrong here", "Try again; if it stays, tell whoever runs the service."),
    Kind(
        "not-ready",
        503,
        "The service is not ready",
        "Try again shortly; if it stays, tell whoever runs the service.",
    ),
)
KINDS: Mapping[str, Kind] = {kind.slug: kind for kind in _ALL}
_BY_STATUS = {kind.status: kind for kind in reversed(_ALL)}


class Refusal(ServerError):  # noqa: N818 -- an answer, not a fault
    """A request that cannot be answered.

    Parameters
    ----------
    slug : str
        A key of `KINDS`.
    detail : str, optional
        A sentence that replaces the default one; never holds anything that was sent.
    errors : sequence of (field, sentence)
        Fields that cannot be used, by the names the schema gives them.
    headers : mapping, optional
        Headers to send along.
    """

    def __init__(
        self,
        slug: str,
        detail: str | None = None,
        errors: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(slug)
        self.kind = KINDS[slug]
        self.detail = detail or self.kind.detail
        self.errors = errors
        self.headers = headers or {}


def problem(refusal: Refusal, status: int | None = None) -> Response:
    """Render a refusal; `status` replaces the kind's own where a library chose a neighbouring one."""
    body: dict[str, object] = {
        "type": f"/docs#problem-{refusal.kind.slug}",
        "title": refusal.kind.title,
        "status": status or refusal.kind.status,
        "detail": refusal.detail,
    }
    if refusal.errors:
        body["errors"] = [{"field": field, "detail": detail} for field, detail in refusal.errors]
    return Response(
        json.dumps(body),
        status or refusal.kind.status,
        headers=dict(refusal.headers),
        content_type=PROBLEM_TYPE,
    )


def install(app: Flask, page: Callable[[Refusal, int], Response | None]) -> None:
    """Answer every error of `app` in the one shape, or by `page` where a person asked for a page of the console."""

    def refused(refusal: Refusal, status: int | None = None) -> Response:
        return page(refusal, status or refusal.kind.status) or problem(refusal, status)

    def from_library(error: HTTPException) -> Response:
        return refused(*_from_library(error))

    def unexpected(error: Exception) -> Response:
        _log.error("request_failed", exc_info=error)
        return refused(Refusal("internal"))

    app.register_error_handler(Refusal, refused)
    app.register_error_handler(HTTPException, from_library)
    app.register_error_handler(Exception, unexpected)


def _from_library(error: HTTPException) -> tuple[Refusal, int | None]:
    status = error.code or 500
    headers = {}
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        headers["Allow"] = ", ".join(sorted(error.valid_methods))
    if status in _BY_STATUS:
        return Refusal(_BY_STATUS[status].slug, headers=headers), None
    if status < HTTPStatus.BAD_REQUEST:
        # A redirect would repeat the address that was asked for.
        return Refusal("not-found"), None
    return Refusal("unreadable" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "internal"), status

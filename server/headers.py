"""The headers that every answer carries: what a browser may do with it, and which extension may read it."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask
from flask_cors import CORS

from server.config import Config

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_FIXED = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_NO_STORE = ("Cache-Control", "no-store")


def install(app: Flask, config: Config) -> None:
    """Add the headers to every answer of `app`."""
    fixed = list(_FIXED.items())
    if config.public_url and config.public_url.startswith("https:"):
        fixed.append(("Strict-Transport-Security", "max-age=31536000"))
    CORS(
        app,
        # Patterns rather than strings: a single string would be sent to every caller, whoever asks.
        resources={r"/v1/.*": {"origins": [re.compile(f"{re.escape(one)}$") for one in config.extension_origins]}},
        always_send=False,
        methods=["GET", "POST", "DELETE"],
        allow_headers=["Authorization", "Content-Type", "If-None-Match"],
        expose_headers=["ETag"],
        max_age=600,
        send_wildcard=False,
        vary_header=True,
    )
    inner = app.wsgi_app

    def with_headers(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            kept = any(name == "Cache-Control" for name, _value in headers)
            return start_response(status, headers + (fixed if kept else [*fixed, _NO_STORE]), *rest)

        return inner(environ, start)

    app.wsgi_app = with_headers  # type: ignore[method-assign]

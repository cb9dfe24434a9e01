"""The headers that every answer carries: what a browser may do with it, and which extension may read it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask
from flask_cors import CORS

from server.access import is_console
from server.config import Config, origin_pattern

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
# Forms post to this service alone; with no referrer at all a browser would hide their Origin, which the guard asks for.
_CONSOLE = {
    "Content-Security-Policy": CONTENT_POLICY.replace("form-action 'none'", "form-action 'self'") + "; font-src 'self'",
    "Referrer-Policy": "same-origin",
}
_NO_STORE = ("Cache-Control", "no-store")


def install(app: Flask, config: Config) -> None:
    """Add the headers to every answer of `app`."""
    fixed = list(_FIXED.items())
    if config.public_url and config.public_url.startswith("https:"):
        fixed.append(("Strict-Transport-Security", "max-age=31536000"))
    console = [(name, _CONSOLE.get(name, value)) for name, value in fixed]
    CORS(
        app,
        # Patterns rather than strings: a single string would be sent to every caller, whoever asks.
        resources={r"/v1/.*": {"origins": [origin_pattern(one) for one in config.extension_origins]}},
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
            own = console if is_console(environ.get("PATH_INFO", "")) else fixed
            return start_response(status, headers + (own if kept else [*own, _NO_STORE]), *rest)

        return inner(environ, start)

    app.wsgi_app = with_headers  # type: ignore[method-assign]

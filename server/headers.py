"""The headers that every answer carries: what a browser may do with it, and which extension may read it."""

import re

from flask import Flask, Response
from flask_cors import CORS

from server.config import Config

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
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def install(app: Flask, config: Config) -> None:
    """Add the headers to every answer of `app`."""
    fixed = dict(_FIXED)
    if config.public_url and config.public_url.startswith("https:"):
        fixed["Strict-Transport-Security"] = "max-age=31536000"

    def add(response: Response) -> Response:
        for name, value in fixed.items():
            response.headers[name] = value
        # The extension's pages have another origin; its own CORS headers open the API to it.
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    app.after_request(add)
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

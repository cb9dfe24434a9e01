"""The pages for people: start, practice and the API's reference. Server-rendered, no outside assets."""

from pathlib import Path
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask_openapi3.openapi import OpenAPI

from server import reference, specification
from server.access import TokenBook
from server.api.answers import send
from server.errors import Refusal

BUNDLE = Path(__file__).parent / "static" / "practice" / "practice.js"


def make_blueprint(app: OpenAPI, tokens: TokenBook) -> Blueprint:
    """Return the routes of these pages."""
    pages = Blueprint("pages", __name__)
    kept: dict[str, Any] = {}

    def spec() -> dict[str, Any]:
        # Once all routes are registered the document cannot change any more.
        if not kept:
            kept.update(specification.document(app))
        return kept

    @pages.get("/")
    def start() -> str:
        return render_template("start.html")

    @pages.get("/practice")
    def practice() -> str:
        return render_template("practice.html", token=tokens.issue_practice(), built=BUNDLE.is_file())

    @pages.get("/practice/token")
    def practice_token() -> Response:
        if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            raise Refusal("origin")
        return send({"token": tokens.issue_practice()})

    @pages.get("/openapi.json")
    def openapi() -> Response:
        return send(spec())

    @pages.get("/docs")
    def docs() -> str:
        return render_template(
            "docs.html",
            info=spec()["info"],
            operations=reference.operations(spec()),
            schemas=reference.schemas(spec()),
            problems=specification.kinds(),
        )

    return pages

"""The OpenAPI document: generated from the routes, committed as openapi.json, served and shown at /docs."""

import json
from pathlib import Path
from typing import Any

from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI

from server.errors import KINDS

FILE = Path(__file__).parent / "openapi.json"

INFO = Info(
    title="Forethought",
    version="1",
    summary="A second look before you post",
    description=(
        "Checks what a school district's employees are about to post against the district's policy. "
        "Offsets are UTF-16 code units, half-open. Clients ignore unknown fields and values. "
        "Every error is an application/problem+json object that never repeats what was sent."
    ),
)
SECURITY: dict[str, Any] = {
    "employee": {"type": "http", "scheme": "bearer", "description": "A token of POST /v1/enroll."},
    "practice": {
        "type": "http",
        "scheme": "bearer",
        "description": "The token of the practice page: fifteen minutes, same origin, checks only.",
    },
}


def document(app: OpenAPI) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of `app`."""
    spec: dict[str, Any] = json.loads(json.dumps(app.api_doc))
    for path in spec["paths"].values():
        for operation in path.values():
            operation["description"] = operation.get("description", "").replace("<br/>", "\n").strip()
            if not operation["description"]:
                del operation["description"]
            _without_library_answer(operation["responses"])
    for schema in spec["components"]["schemas"].values():
        schema.pop("$defs", None)
    return spec


def rendered(app: OpenAPI) -> str:
    """Return the document as the committed file holds it."""
    return json.dumps(document(app), indent=2, ensure_ascii=False) + "\n"


def is_fresh(app: OpenAPI) -> bool:
    """Tell whether the committed file says what the routes say."""
    return FILE.is_file() and FILE.read_text(encoding="utf-8") == rendered(app)


def kinds() -> list[dict[str, Any]]:
    """List the kinds of problem for people."""
    return [
        {"slug": kind.slug, "status": kind.status, "title": kind.title, "detail": kind.detail}
        for kind in KINDS.values()
    ]


def _without_library_answer(responses: dict[str, Any]) -> None:
    """Drop the 422 that the library adds to operations that cannot answer with one."""
    content = responses.get("422", {}).get("content", {})
    if "application/json" in content:
        del responses["422"]

"""How answers are documented and sent: the response tables of OpenAPI and plain JSON without surprises."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import Response
from pydantic import BaseModel

from server.errors import KINDS, PROBLEM_TYPE

TOKEN: list[dict[str, list[Any]]] = [{"employee": []}]
TOKEN_OR_PRACTICE: list[dict[str, list[Any]]] = [{"employee": []}, {"practice": []}]
OPEN: list[dict[str, list[Any]]] = []

_GUARD = ("origin", "host")
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def responses(status: int, model: type[BaseModel], *kinds: str) -> dict[Any, Any]:
    """Table of an operation's answers: its success, the refusals it names, and those of every address."""
    statuses = sorted({KINDS[slug].status for slug in (*kinds, *_GUARD)})
    return {status: model} | {code: _problem(code) for code in statuses}


def send(body: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Send JSON that no cache may keep."""
    return Response(
        _write(body),
        status,
        headers={"Cache-Control": "no-store", **(headers or {})},
        content_type="application/json",
    )


def _problem(status: int) -> dict[str, Any]:
    return {
        "description": HTTPStatus(status).phrase,
        "content": {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }

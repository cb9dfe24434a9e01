"""GET /v1/policy: the district's policy as the clients show it, with an ETag."""

import hashlib
import json
from typing import Any

from flask import Response, request
from flask_openapi3.blueprint import APIBlueprint

from model import Policy
from server.api.answers import TOKEN_OR_PRACTICE, responses
from server.api.schemas import MAX_TEXT, PolicyResponse
from server.checking import Checkers

MINIMUM_EXTENSION = "0.1.0"

_LABEL = ("id", "family", "clause", "severity", "title", "reason", "advice", "allowed")
_CLAUSE = ("id", "title", "group", "text", "version", "effective", "force", "scope")
_NOTICE = ("id", "kind", "message")


def make_blueprint(checkers: Checkers) -> APIBlueprint:
    """Return the routes of this resource."""
    api = APIBlueprint("policy", __name__)
    documented = responses(200, PolicyResponse, "token", "not-ready")
    documented[304] = {"description": "The copy named by If-None-Match is still right"}
    rendered: dict[tuple[str, str], tuple[bytes, str]] = {}

    @api.get("/v1/policy", operation_id="readPolicy", security=TOKEN_OR_PRACTICE, responses=documented)
    def read_policy() -> Response:
        """Read labels, clauses, notices and limits.

        Send the ETag back as If-None-Match to ask again cheaply.
        """
        checker = checkers.current()
        key = (checker.policy.version, checker.model_version)
        if key not in rendered:
            rendered.clear()
            body = json.dumps(as_json(checker.policy, checker.model_version), ensure_ascii=False).encode()
            rendered[key] = (body, hashlib.sha256(body).hexdigest()[:32])
        body, tag = rendered[key]
        answer = Response(body, content_type="application/json", headers={"Cache-Control": "private, no-cache"})
        answer.set_etag(tag)
        answer.make_conditional(request)
        return answer

    return api


def as_json(policy: Policy, model: str) -> dict[str, Any]:
    """Return the policy as `PolicyResponse` has it."""
    clauses = sorted(policy.clauses.values(), key=lambda clause: (clause.order, clause.id))
    return {
        "version": policy.version,
        "model": model,
        "change_note": None,
        "minimum_extension": MINIMUM_EXTENSION,
        "labels": [{name: getattr(label, name) for name in _LABEL} for label in policy.labels.values()],
        "clauses": [
            {**{name: str(getattr(clause, name)) for name in _CLAUSE}, "audience": list(clause.audience)}
            for clause in clauses
        ],
        "notices": [
            {**{name: getattr(notice, name) for name in _NOTICE}, "link": notice.link or None}
            for notice in policy.notices.values()
        ],
        "families": [
            {"id": family, "title": policy.family_titles[family], "labels": list(labels)}
            for family, labels in policy.families.items()
        ],
        "text": {"max_length": MAX_TEXT},
    }

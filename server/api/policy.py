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
from server.store.promotions import Promotions
from server.store.settings import Settings
from server.store.sites import Published, Sites

MINIMUM_EXTENSION = "0.1.0"

_LABEL = ("id", "family", "clause", "severity", "title", "reason", "advice", "allowed")
_CLAUSE = ("id", "title", "group", "text", "version", "effective", "force", "scope")
_NOTICE = ("id", "kind", "message")


def make_blueprint(checkers: Checkers, sites: Sites, settings: Settings, promotions: Promotions) -> APIBlueprint:
    """Return the routes of this resource."""
    api = APIBlueprint("policy", __name__)
    documented = responses(200, PolicyResponse, "token", "not-ready")
    documented[304] = {"description": "The copy named by If-None-Match is still right"}
    rendered: dict[str, tuple[bytes, str]] = {}

    @api.get("/v1/policy", operation_id="readPolicy", security=TOKEN_OR_PRACTICE, responses=documented)
    def read_policy() -> Response:
        """Read labels, clauses, notices, limits, sites, working hours and hotline.

        Send the ETag back as If-None-Match to ask again cheaply.
        """
        checker = checkers.current()
        district = _district(sites.published(), settings) | _change(promotions, checker.model_version)
        # The policy is large and changes seldom; what the district says about sites is small.
        key = json.dumps([checker.policy.version, checker.model_version, district])
        known = rendered.get(key)
        if known is None:
            written = json.dumps(as_json(checker.policy, checker.model_version) | district, ensure_ascii=False)
            known = (written.encode(), hashlib.sha256(written.encode()).hexdigest()[:32])
            rendered.clear()
            rendered[key] = known
        body, tag = known
        answer = Response(body, content_type="application/json", headers={"Cache-Control": "private, no-cache"})
        answer.set_etag(tag)
        answer.make_conditional(request)
        return answer

    return api


def _district(published: Published, settings: Settings) -> dict[str, Any]:
    return {
        "sites": {
            "listed": list(published.listed),
            "never": list(published.never),
            "register": [
                {"site": one.site, "address": one.address, "until": one.until.isoformat()} for one in published.register
            ],
        },
        **settings.values("schedule", "hotline"),
    }


def _change(promotions: Promotions, version: str) -> dict[str, Any]:
    """Return what everybody is told about the version that answers here; nothing about one promoted elsewhere."""
    change = promotions.of_version(version)
    return {"change_note": change and {"text": change.note, "on": change.day.isoformat()}}


def as_json(policy: Policy, model: str) -> dict[str, Any]:
    """Return the policy as `PolicyResponse` has it, but for what the district sets about sites."""
    clauses = sorted(policy.clauses.values(), key=lambda clause: (clause.order, clause.id))
    return {
        "version": policy.version,
        "model": model,
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

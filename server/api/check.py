"""POST /v1/check: one text in, one verdict out. Nothing of the text is stored or logged."""

from typing import Any

from flask import Response
from flask_openapi3.blueprint import APIBlueprint

from model import Verdict
from server.api.answers import TOKEN_OR_PRACTICE, responses, send
from server.api.body import reads
from server.api.schemas import CheckRequest, CheckResponse
from server.api.spans import to_utf16
from server.checking import Checkers
from server.shadow import ShadowScorer


def make_blueprint(checkers: Checkers, shadow: ShadowScorer) -> APIBlueprint:
    """Return the routes of this resource."""
    api = APIBlueprint("check", __name__)

    @api.post(
        "/v1/check",
        operation_id="check",
        security=TOKEN_OR_PRACTICE,
        responses=responses(200, CheckResponse, "unreadable", "token", "too-long", "media-type", "fields", "not-ready"),
    )
    @reads(CheckRequest)
    def check(body: CheckRequest) -> Response:
        """Check one text against the policy.

        The text is judged in memory and forgotten: it is neither stored nor logged. Empty text is clear.
        """
        verdict = checkers.check(body.text, site=body.site, kind=body.kind, locale=body.locale)
        shadow.offer(body.text, verdict, site=body.site, kind=body.kind, locale=body.locale)
        return send(as_json(body.text, verdict))

    return api


def as_json(text: str, verdict: Verdict) -> dict[str, Any]:
    """Return a verdict on `text` as `CheckResponse` has it, with spans in UTF-16 code units."""
    return {
        "severity": verdict.severity,
        "checked": verdict.checked,
        "language": verdict.language,
        "findings": [
            {
                "label": one.label,
                "family": one.family,
                "clause": one.clause,
                "severity": one.severity,
                "confidence": one.confidence,
                "score": one.score,
                "source": one.source,
                "rule": one.rule,
                "reason": one.reason,
                "advice": one.advice,
                "allowed": one.allowed,
                "spans": _spans(text, one.spans),
            }
            for one in verdict.findings
        ],
        "notices": [
            {"id": one.id, "message": one.message, "link": one.link or None, "spans": _spans(text, one.spans)}
            for one in verdict.notices
        ],
        "model": verdict.model,
        "policy": verdict.policy,
    }


def _spans(text: str, spans: tuple[tuple[int, int], ...]) -> list[dict[str, int]]:
    return [{"start": start, "end": end} for start, end in to_utf16(text, spans)]

"""GET /v1/health and /v1/ready: is the process alive, and can it check and store."""

from flask import Response
from flask_openapi3.blueprint import APIBlueprint

from server.api.answers import OPEN, responses, send
from server.api.schemas import HealthResponse, ReadyResponse
from server.checking import Checkers
from server.errors import Refusal, StoreError
from server.store import Database


def make_blueprint(checkers: Checkers, database: Database) -> APIBlueprint:
    """Return the routes of this resource."""
    api = APIBlueprint("health", __name__)

    @api.get("/v1/health", operation_id="health", security=OPEN, responses=responses(200, HealthResponse))
    def health() -> Response:
        """Say that the process answers."""
        return send({"status": "ok"})

    @api.get("/v1/ready", operation_id="ready", security=OPEN, responses=responses(200, ReadyResponse, "not-ready"))
    def ready() -> Response:
        """Say whether the service can check and store."""
        checker = checkers.current()
        try:
            database.check()
        except StoreError:
            raise Refusal("not-ready", "The database cannot be used: tell whoever runs the service.") from None
        overlaid = checkers.overlaid
        overlay = {
            "in_service": overlaid.in_service if overlaid else 0,
            "newest": overlaid.known if overlaid else 0,
            "refused": bool(overlaid and overlaid.problem),
        }
        return send(
            {
                "status": "ready",
                "model": checker.model_version,
                "policy": checker.policy.version,
                "overlay": overlay,
            }
        )

    return api

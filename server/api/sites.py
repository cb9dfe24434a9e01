"""/v1/sites/requests: an employee asks to use a network for class or team, and reads what the Principal said."""

from urllib.parse import urlsplit

from flask import Response, request
from flask_openapi3.blueprint import APIBlueprint

from server.api.answers import TOKEN, responses, send
from server.api.body import reads
from server.api.schemas import ReceiptPath
from server.api.shapes import SiteReceipt, SiteRequest, SiteRequestStatus
from server.errors import Refusal
from server.store.sites import MAX_OPEN, NewRequest, RequestView, Sites

_MESSAGES = {
    "waiting": "Your Principal has not answered yet.",
    "question": "Your Principal asks for more.",
    "approved": "Your Principal approved this.",
    "refused": "Your Principal did not approve this.",
    "expired": "The leave has ended: ask again to go on.",
}


def make_blueprint(sites: Sites) -> APIBlueprint:
    """Return the routes of this resource."""
    api = APIBlueprint("sites", __name__)

    @api.post(
        "/v1/sites/requests",
        operation_id="requestSite",
        security=TOKEN,
        responses=responses(
            201, SiteReceipt, "unreadable", "token", "not-found", "too-long", "media-type", "fields", "too-many"
        ),
    )
    @reads(SiteRequest)
    def request_site(body: SiteRequest) -> Response:
        """Ask the building's Principal for leave to use one account or group.

        The receipt is the only way back to the request. A request that `follows` one with a question answers it,
        and keeps its receipt.
        """
        _refuse_elsewhere(body)
        asked = NewRequest(body.site, body.address, body.purpose, body.audience, body.moderator)
        if body.follows is not None:
            if not sites.answer(body.follows, asked):
                raise Refusal("not-found", "No request with a question has this receipt: leave follows out.")
            return send({"receipt": body.follows}, 201)
        token = request.headers.get("Authorization", "").partition(" ")[2]
        receipt = sites.ask(asked, sites.building_of(token))
        if receipt is None:
            raise Refusal("too-many", f"{MAX_OPEN} requests wait already: ask your Principal in person.")
        return send({"receipt": receipt}, 201)

    @api.get(
        "/v1/sites/requests/<receipt>",
        operation_id="readSiteRequest",
        security=TOKEN,
        responses=responses(200, SiteRequestStatus, "token", "not-found"),
    )
    def read_site_request(path: ReceiptPath) -> Response:
        """Read what became of a request."""
        found = sites.find(path.receipt)
        if found is None:
            raise Refusal("not-found", "No request has this receipt: check that all of it was copied.")
        return send(_status(found))

    return api


def _status(found: RequestView) -> dict[str, object]:
    return {
        "state": found.state,
        "message": found.message or _MESSAGES[found.state],
        "until": found.until.isoformat() if found.until else None,
    }


def _refuse_elsewhere(body: SiteRequest) -> None:
    try:
        parts = urlsplit(body.address)
        host = (parts.hostname or "").lower()
        fits = parts.username is None and (parts.port is None or parts.port)
    except ValueError:
        host, fits = "", None
    if not fits or not (host == body.site or host.endswith(f".{body.site}")):
        raise Refusal("fields", errors=[("address", "Give the https address of a page on this site.")])

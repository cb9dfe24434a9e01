"""/v1/flags: examples that employees send on purpose, masked on their device, and what became of them."""

from flask import Response
from flask_openapi3.blueprint import APIBlueprint

from model import find_unmasked
from server.api.answers import TOKEN, responses, send
from server.api.body import reads
from server.api.schemas import FlagReceipt, FlagRequest, FlagStatus, ReceiptPath
from server.api.spans import from_utf16
from server.errors import Refusal
from server.store.flags import Flags, FlagView, NewFlag

_MESSAGES = {
    "waiting": "Your district's reviewers have not looked at this yet.",
    "withdrawn": "You withdrew this: the text has been deleted.",
    "reviewed": "Your district's reviewers have looked at this.",
}


def make_blueprint(flags: Flags) -> APIBlueprint:
    """Return the routes of this resource."""
    api = APIBlueprint("flags", __name__)

    @api.post(
        "/v1/flags",
        operation_id="createFlag",
        security=TOKEN,
        responses=responses(201, FlagReceipt, "unreadable", "token", "too-long", "media-type", "fields", "unmasked"),
    )
    @reads(FlagRequest)
    def create_flag(body: FlagRequest) -> Response:
        """Send one masked example to the district's reviewers.

        It is stored without a name, a token or an address, under the day alone. The receipt is the only way
        back to it. A text or note that still holds a phone number, an e-mail address or the like is refused.
        """
        _refuse_unmasked(body)
        receipt = flags.add(_to_store(body))
        return send({"receipt": receipt, "state": "waiting"}, 201)

    @api.get(
        "/v1/flags/<receipt>",
        operation_id="readFlag",
        security=TOKEN,
        responses=responses(200, FlagStatus, "token", "not-found"),
    )
    def read_flag(path: ReceiptPath) -> Response:
        """Read what became of an example."""
        return _status(flags.find(path.receipt))

    @api.delete(
        "/v1/flags/<receipt>",
        operation_id="withdrawFlag",
        security=TOKEN,
        responses=responses(200, FlagStatus, "token", "not-found"),
    )
    def withdraw_flag(path: ReceiptPath) -> Response:
        """Withdraw an example: its text, note and findings are deleted for good."""
        return _status(flags.withdraw(path.receipt))

    return api


def _status(flag: FlagView | None) -> Response:
    if flag is None:
        raise Refusal("not-found", "No example has this receipt: check that all of it was copied.")
    return send({"state": flag.state, "outcome": flag.outcome, "message": _MESSAGES[flag.state], "model": flag.model})


def _refuse_unmasked(body: FlagRequest) -> None:
    errors = [
        (field, f"Mask this first: {kind}.")
        for field, text in (("text", body.text), ("note", body.note))
        for kind in sorted(set(find_unmasked(text)))
    ]
    if errors:
        raise Refusal("unmasked", errors=errors)


def _to_store(body: FlagRequest) -> NewFlag:
    try:
        findings = [
            {
                "label": one.label,
                "source": one.source,
                "rule": one.rule,
                "score": one.score,
                "spans": from_utf16(body.text, ((span.start, span.end) for span in one.spans)),
            }
            for one in body.findings
        ]
    except ValueError:
        raise Refusal("fields", errors=[("findings", "A span is empty, backwards or outside the text.")]) from None
    return NewFlag(body.text, body.kind, tuple(dict.fromkeys(body.labels)), findings, body.note, body.site)

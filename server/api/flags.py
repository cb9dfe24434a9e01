"""/v1/flags: examples that employees send on purpose, masked on their device, and what became of them."""

from dataclasses import replace

from flask import Response
from flask_openapi3.blueprint import APIBlueprint

from model import find_unmasked
from server.api import outcomes
from server.api.answers import TOKEN, responses, send
from server.api.body import reads
from server.api.schemas import FlagReceipt, FlagRequest, FlagStatus, ReceiptPath
from server.api.spans import from_utf16
from server.checking import Checkers
from server.errors import Refusal
from server.store.flags import Flags, FlagView, NewFlag
from server.triage import doubt_about, says_as_decided


def make_blueprint(flags: Flags, checkers: Checkers) -> APIBlueprint:
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
        receipt = flags.add(_to_store(body, checkers))
        return send({"receipt": receipt, "state": "waiting"}, 201)

    @api.get(
        "/v1/flags/<receipt>",
        operation_id="readFlag",
        security=TOKEN,
        responses=responses(200, FlagStatus, "token", "not-found"),
    )
    def read_flag(path: ReceiptPath) -> Response:
        """Read what became of an example.

        `waiting`; `reviewed` (you were right, fixed in the version that `model` names; or kept, and why); `withdrawn`;
        or `held`: the district has to keep it for a legal reason.
        """
        return status(path.receipt, flags.find(path.receipt))

    @api.delete(
        "/v1/flags/<receipt>",
        operation_id="withdrawFlag",
        security=TOKEN,
        responses=responses(200, FlagStatus, "token", "not-found"),
    )
    def withdraw_flag(path: ReceiptPath) -> Response:
        """Withdraw an example: its text, note, findings and what reviewers said of it are deleted for good.

        A version that was trained with it keeps its counts until the next one. Under a legal hold the answer is
        `held`: nothing is deleted before the hold ends.
        """
        return status(path.receipt, flags.withdraw(path.receipt))

    def status(receipt: str, flag: FlagView | None) -> Response:
        if flag is None:
            raise Refusal("not-found", "No example has this receipt: check that all of it was copied.")
        fixed = flag.outcome == "agreed" and flag.kind != "right" and says_as_decided(checkers, flag)
        if fixed and flag.model is None:
            version = checkers.current().model_version
            flags.fixed(receipt, version)
            flag = replace(flag, model=version)
        labels = checkers.current().policy.labels if checkers.is_ready else {}
        return send(
            {
                "state": outcomes.shown_state(flag),
                "outcome": flag.outcome,
                "message": outcomes.message(flag, labels, fixed=fixed),
                "model": flag.model,
            }
        )

    return api


def _refuse_unmasked(body: FlagRequest) -> None:
    errors = [
        (field, f"Mask this first: {kind}.")
        for field, text in (("text", body.text), ("note", body.note))
        for kind in sorted(set(find_unmasked(text)))
    ]
    if errors:
        raise Refusal("unmasked", errors=errors)


def _to_store(body: FlagRequest, checkers: Checkers) -> NewFlag:
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
    labels = tuple(dict.fromkeys(body.labels))
    doubt, version = doubt_about(checkers, body.text, body.kind, labels, findings)
    return NewFlag(body.text, body.kind, labels, findings, body.note, body.site, doubt, version)

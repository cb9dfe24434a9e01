"""The form of one file of the policy, as it counts now or new; readers see it, directors edit it."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, render_template, request

from model import Entry, Overlay, conflicts, load_policy
from server.admin import drafts, fields
from server.admin.roles import DIRECTORS, READERS, Role
from server.admin.services import Services
from server.errors import Refusal
from server.store.proposals import Proposals, ProposalView

DOORS: dict[str, frozenset[Role]] = {
    "GET /admin/rules/new": DIRECTORS,
    "GET /admin/rules/edit/<part>/<path:name>": READERS,
    "POST /admin/rules/again": DIRECTORS,
}
_ADDABLE = ("rules", "exceptions", "clauses")


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("editing", __name__)
    proposals = Proposals(services.database, services.audit)

    @screen.get("/admin/rules/new")
    def new() -> str:
        part = request.args.get("part", "rules")
        if part not in _ADDABLE:
            raise Refusal("not-found")
        label = request.args.get("label", "")
        start: dict[str, Any] = {"kind": request.args.get("kind", "words"), "silences": [label] if label else []}
        if part == "clauses":
            start = {"order": 99, "audience": ["employees"], "force": "prohibited", "scope": "any"}
        about = proposals.find(request.args.get("proposal", 0, int))
        return form_page(services, part, "", fields.shown(part, start), label=label, proposal=about)

    @screen.get("/admin/rules/edit/<part>/<path:name>")
    def edit(part: str, name: str) -> str:
        overlay = drafts.current(services)
        file, entry = drafts.file_of(overlay, part, name)
        if part not in fields.SPECS or not (file.sha256 or entry):
            raise Refusal("not-found")
        table = entry.fields if entry and entry.fields else file.fields or (entry.was if entry else {})
        about = proposals.find(request.args.get("proposal", 0, int))
        if about is not None and about.state != "waiting":
            about = None
        return form_page(services, part, name, fields.shown(part, table), proposal=about)

    @screen.post("/admin/rules/again")
    def again() -> str:
        part, name = request.form.get("part", ""), request.form.get("name", "")
        if part not in fields.SPECS:
            raise Refusal("not-found")
        about = proposals.find(request.form.get("proposal", 0, int))
        label = request.form.get("label", "")
        return form_page(services, part, name, fields.given(part, request.form), label=label, proposal=about)

    return screen


def form_page(
    services: Services,
    part: str,
    name: str,
    values: dict[str, Any],
    *,
    label: str = "",
    problem: str = "",
    proposal: ProposalView | None = None,
) -> str:
    """Render the form of one file; `seen` is the version that its reader has before them."""
    overlay = drafts.current(services)
    _, entry = drafts.file_of(overlay, part, name)
    clash = [one for one in conflicts(overlay, drafts.shipped()) if (one.part, one.name) == (part, name)]
    seen = request.form.get("seen", services.overlay.newest(), int)
    moved = (
        drafts.compare(Overlay({part: {name: Entry(fields=clash[0].entry.was)}}), Overlay(), part, name)
        if clash
        else []
    )
    return render_template(
        "admin/rules/edit.html",
        part=part,
        name=name,
        specs=fields.SPECS[part],
        values=values,
        label=label,
        labels=load_policy().labels,
        entry=asdict(entry) if entry else None,
        state=entry.state if entry else "shipped",
        clash=clash[0] if clash else None,
        moved=moved,
        seen=seen,
        problem=problem,
        proposal=proposal,
    )

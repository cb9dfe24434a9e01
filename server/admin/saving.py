"""Saves an edit that was tried; two editors of one file lose nothing."""

import json
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from model import Entry, PolicyError, load_policy, parse_overlay
from server.admin import drafts, fields
from server.admin.roles import DIRECTORS, Role
from server.admin.services import Services
from server.admin.session import person
from server.errors import Refusal
from server.store.overlay import StaleOverlayError
from server.store.proposals import Proposals

DOORS: dict[str, frozenset[Role]] = {"POST /admin/rules/save": DIRECTORS}
_ACTIONS = frozenset({"rule.edited", "rule.disabled", "rule.restored", "policy.edited"})


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("saving", __name__)
    proposals = Proposals(services.database, services.audit)

    @screen.post("/admin/rules/save")
    def save() -> Answer:
        part, name, what = (request.form.get(key, "") for key in ("part", "name", "what"))
        try:
            content = json.loads(request.form.get("entry", ""))
        except ValueError:
            raise Refusal("unreadable") from None
        if not drafts.is_sealed(
            services, request.form.get("token", ""), {"part": part, "name": name, "entry": content}
        ):
            flash("This edit was tried too long ago, or on another server: try it again before saving.", "problem")
            return redirect(url_for("editing.edit", part=part, name=name) if name else "/admin/rules")
        me = person()
        try:
            load_policy(overlay=drafts.current(services).changed(part, name, _parsed(part, name, content)))
        except PolicyError as refused:  # another edit, saved meanwhile, does not go with this one
            flash(f"Not saved. {refused}", "problem")
            return redirect(url_for("editing.edit", part=part, name=name))
        try:
            version = services.overlay.put(
                part,
                name,
                content,
                seen=request.form.get("seen", 0, int),
                actor=me.email,
                action=request.form.get("action", "") if request.form.get("action") in _ACTIONS else "policy.edited",
                what=what or f"edited {part}/{name}",
            )
        except StaleOverlayError as stale:
            return _stale(services, stale, part, name, content)
        about = request.form.get("proposal", 0, int)
        if about and not proposals.settle(about, "accepted", actor=me.email, reason=f"version {version}"):
            flash("The proposal had been settled meanwhile; your edit is saved all the same.", "note")
        flash(f"Saved as version {version} of the policy. Every check follows within 10 seconds.", "done")
        return redirect("/admin/rules" if part in ("rules", "exceptions") else "/admin/policy")

    return screen


def _parsed(part: str, name: str, content: Any) -> Entry | None:
    if content is None:
        return None
    return parse_overlay({"format": 1, part: {name: content}}).find(part, name)


def _stale(services: Services, stale: StaleOverlayError, part: str, name: str, content: Any) -> Response:
    theirs = parse_overlay(stale.other.content)
    mine = theirs.changed(part, name, _parsed(part, name, content))
    page = render_template(
        "admin/rules/stale.html",
        other=stale.other,
        part=part,
        name=name,
        diff=drafts.compare(theirs, mine, part, name),
        specs=fields.SPECS[part],
        values=fields.shown(part, content["fields"]) if content and content["fields"] else None,
        newest=services.overlay.newest(),
    )
    return Response(page, 409)

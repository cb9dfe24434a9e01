"""The district's changes as one TOML file: download it, or bring one in; what it changes is shown and tried first."""

from flask import Blueprint, Response, flash, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from model import Overlay, PolicyError, read_toml, write_toml
from server.admin import drafts
from server.admin.roles import DIRECTORS, READERS, Role
from server.admin.services import Services
from server.admin.session import person
from server.store.overlay import StaleOverlayError

DOORS: dict[str, frozenset[Role]] = {
    "GET /admin/rules/exchange": READERS,
    "GET /admin/rules/exchange/policy.toml": READERS,
    "POST /admin/rules/exchange": DIRECTORS,
    "POST /admin/rules/exchange/save": DIRECTORS,
}


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("exchange", __name__)

    @screen.get("/admin/rules/exchange")
    def exchange() -> str:
        return render_template("admin/rules/exchange.html", toml="", problem="")

    @screen.get("/admin/rules/exchange/policy.toml")
    def download() -> Response:
        headers = {"Content-Disposition": 'attachment; filename="policy.toml"', "Cache-Control": "no-store"}
        return Response(write_toml(drafts.current(services)), content_type="application/toml", headers=headers)

    @screen.post("/admin/rules/exchange")
    def bring() -> str | tuple[str, int]:
        toml = _given()
        try:
            overlay = read_toml(toml)
            tried = drafts.draft(services, overlay, _changed(drafts.current(services), overlay))
        except PolicyError as refused:
            return render_template("admin/rules/exchange.html", toml=toml, problem=str(refused)), 422
        if not tried.diff:
            problem = "This file says what counts already: nothing would change."
            return render_template("admin/rules/exchange.html", toml=toml, problem=problem), 422
        return render_template(
            "admin/rules/brought.html",
            toml=toml,
            draft=tried,
            trial=tried.trial,
            labels=tried.policy.labels,
            seen=services.overlay.newest(),
            token=drafts.seal(services, overlay.as_table()),
        )

    @screen.post("/admin/rules/exchange/save")
    def save() -> Answer:
        try:
            content = read_toml(_given()).as_table()
        except PolicyError as refused:
            flash(str(refused), "problem")
            return redirect("/admin/rules/exchange")
        if not drafts.is_sealed(services, request.form.get("token", ""), content):
            flash("This file was not tried here within the last day: bring it in again.", "problem")
            return redirect("/admin/rules/exchange")
        try:
            version = services.overlay.replace(
                content,
                seen=request.form.get("seen", -1, int),
                actor=person().email,
                action="overlay.imported",
                what="imported a TOML file",
            )
        except StaleOverlayError as stale:
            problem = (
                f"{stale.other.actor} saved version {stale.other.version} in the meantime. "
                "Look at the difference again before saving."
            )
            return Response(render_template("admin/rules/exchange.html", toml=_given(), problem=problem), 409)
        flash(f"Saved as version {version} of the policy. Every check follows within 10 seconds.", "done")
        return redirect("/admin/rules/history")

    return screen


def _given() -> str:
    file = request.files.get("file")
    if file is not None and file.filename:
        # What is no UTF-8 is no TOML either: the reader says so.
        return str(file.read(), "utf-8", "replace")
    return request.form.get("toml", "")


def _changed(before: Overlay, after: Overlay) -> list[tuple[str, str]]:
    names = {(part, name) for overlay in (before, after) for part, name, _ in overlay.walk()}
    return sorted(one for one in names if before.find(*one) != after.find(*one))

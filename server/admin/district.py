"""Working hours and the hotline: set once here, read by every extension with its next look at the policy."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response as Answered

from server.admin.roles import AUDITORS, DIRECTORS, Role
from server.admin.services import Services
from server.admin.session import person
from server.store.settings import SettingView
from server.workday import DAYS, Errors, read_hotline, read_hours

DOORS: dict[str, frozenset[Role]] = {
    "GET /admin/sites/hours": AUDITORS,
    "POST /admin/sites/hours": DIRECTORS,
    "GET /admin/sites/hotline": AUDITORS,
    "POST /admin/sites/hotline": DIRECTORS,
}
_NAMES = {"hours": "schedule", "hotline": "hotline"}


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("district", __name__)

    def page(part: str, kept: SettingView, errors: Errors, *, stale: bool = False) -> str:
        return render_template(
            f"admin/sites/{part}.html",
            kept=kept,
            value=kept.value or {},
            errors=errors,
            stale=stale,
            typed=request.form,
            chosen=request.form.getlist("days"),
            all_days=DAYS,
            may_edit=person().may(Role.DIRECTOR),
        )

    def save(part: str, read: Callable[[], tuple[dict[str, Any], Errors]]) -> Answered | tuple[str, int]:
        name, me = _NAMES[part], person()
        value, errors = (None, Errors()) if request.form.get("off") == "yes" else read()
        if errors:
            return page(part, services.settings.find(name), errors), 422
        revision = request.form.get("revision", "")
        with services.database.writing() as session:
            known = int(revision) if revision.isascii() and revision.isdecimal() and len(revision) < 10 else -1
            kept = services.settings.save(session, name, known, value, me.name)
            if kept:
                action = f"{name}.changed" if value is not None else f"{name}.taken_back"
                services.audit.note(session, actor=me.email, action=action, subject=name)
        if not kept:
            return page(part, services.settings.find(name), {}, stale=True), 409
        flash("Saved: extensions take it over when they read the policy again.", "done")
        return redirect(request.path)

    @screen.get("/admin/sites/hours")
    def hours() -> str:
        return page("hours", services.settings.find("schedule"), {})

    @screen.post("/admin/sites/hours")
    def save_hours() -> Answered | tuple[str, int]:
        return save("hours", lambda: read_hours(request.form.getlist("days"), request.form))

    @screen.get("/admin/sites/hotline")
    def hotline() -> str:
        return page("hotline", services.settings.find("hotline"), {})

    @screen.post("/admin/sites/hotline")
    def save_hotline() -> Answered | tuple[str, int]:
        return save("hotline", lambda: read_hotline(request.form))

    return screen

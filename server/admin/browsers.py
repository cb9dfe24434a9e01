"""Enrolled browsers by day and code, to close those of a day. Nothing tells whose they are: that is not kept."""

import datetime

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from server.admin.roles import AUDITORS, DIRECTORS, Role
from server.admin.services import Services
from server.admin.session import person
from server.errors import Refusal

DOORS: dict[str, frozenset[Role]] = {
    "GET /admin/people/browsers": AUDITORS,
    "POST /admin/people/browsers/revoke": DIRECTORS,
}


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("browsers", __name__)

    @screen.get("/admin/people/browsers")
    def browsers() -> str:
        return render_template("admin/people/browsers.html", days=services.tokens.days())

    @screen.post("/admin/people/browsers/revoke")
    def revoke() -> Answer:
        try:
            day = datetime.date.fromisoformat(request.form.get("day", ""))
        except ValueError:
            raise Refusal("unreadable", "Choose a day of the list, then close its browsers.") from None
        code_id = request.form.get("code", type=int)
        with services.database.writing() as database:
            closed = services.tokens.revoke_day(database, day, code_id)
            services.audit.note(
                database,
                actor=person().email,
                action="browsers.revoked",
                subject=f"code:{code_id}" if code_id is not None else "code:none",
                detail={"day": day.isoformat(), "browsers": closed},
            )
        flash(f"{closed} browsers of {day} are closed within seconds and must be enrolled again.", "done")
        return redirect("/admin/people/browsers")

    return screen

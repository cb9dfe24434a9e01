"""Enrolment codes: for a building, a number of browsers and a time; shown once, revocable with what they enrolled."""

import datetime

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from server.admin.roles import AUDITORS, DIRECTORS, Role
from server.admin.services import Services
from server.admin.session import person
from server.errors import Refusal
from server.store.tables.base import today

DOORS: dict[str, frozenset[Role]] = {
    "GET /admin/people/codes": AUDITORS,
    "POST /admin/people/codes": DIRECTORS,
    "POST /admin/people/codes/<int:code_id>/revoke": DIRECTORS,
}
MOST_DAYS = 400
MOST_USES = 100_000


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("codes", __name__)

    def page(why: str | None = None, code: str | None = None) -> str:
        return render_template(
            "admin/people/codes.html",
            codes=services.codes.all(),
            buildings=services.buildings.all(),
            names=services.buildings.names(),
            fixed=services.config.enroll_code is not None,
            why=why,
            code=code,
            form=request.form if why else {},
        )

    @screen.get("/admin/people/codes")
    def codes() -> str:
        return page()

    @screen.post("/admin/people/codes")
    def create() -> str | tuple[str, int]:
        name = request.form.get("name", "").strip()[:120]
        uses, days = request.form.get("uses", 0, type=int), request.form.get("days", 0, type=int)
        building = request.form.get("building", type=int)
        if not name:
            return page("Say what the code is for, like: Lincoln High, autumn."), 422
        if not (1 <= uses <= MOST_USES and 1 <= days <= MOST_DAYS):
            return page(f"Choose from 1 to {MOST_USES:,} browsers and from 1 to {MOST_DAYS} days."), 422
        if building is not None and services.buildings.find(building) is None:
            return page("Choose a building of the list."), 422
        with services.database.writing() as database:
            number, code = services.codes.create(
                database,
                name=name,
                building=building,
                expires_on=today() + datetime.timedelta(days=days),
                uses=uses,
            )
            services.audit.note(
                database,
                actor=person().email,
                action="code.created",
                subject=f"code:{number}",
                detail={"name": name, "uses": uses, "days": days},
            )
        return page(code=code)

    @screen.post("/admin/people/codes/<int:code_id>/revoke")
    def revoke(code_id: int) -> Answer:
        known = {one.id: one for one in services.codes.all()}
        if code_id not in known:
            raise Refusal("not-found", "There is no such code. The list has all of them.")
        with services.database.writing() as database:
            closed = services.codes.revoke(database, code_id, with_browsers="browsers" in request.form)
            services.audit.note(
                database,
                actor=person().email,
                action="code.revoked",
                subject=f"code:{code_id}",
                detail={"browsers": closed},
            )
        tail = f" {closed} browsers must be enrolled again." if closed else " Browsers it enrolled go on."
        flash(f"{known[code_id].name} enrols nothing any more.{tail}", "done")
        return redirect("/admin/people/codes")

    return screen

"""The schools and offices of the district: a principal and an enrolment code belong to one."""

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from server.admin.roles import AUDITORS, DIRECTORS, Role
from server.admin.services import Services
from server.admin.session import person
from server.errors import Refusal
from server.store.people import StaleError, TakenError

DOORS: dict[str, frozenset[Role]] = {
    "GET /admin/people/buildings": AUDITORS,
    "POST /admin/people/buildings": DIRECTORS,
    "POST /admin/people/buildings/<int:building_id>": DIRECTORS,
}


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("buildings", __name__)

    def page(why: str | None = None, name: str = "") -> str:
        return render_template("admin/people/buildings.html", buildings=services.buildings.all(), why=why, name=name)

    @screen.get("/admin/people/buildings")
    def buildings() -> str:
        return page()

    @screen.post("/admin/people/buildings")
    def add() -> Answer | tuple[str, int]:
        name = request.form.get("name", "").strip()[:120]
        if not name:
            return page("Type the name of the building."), 422
        try:
            with services.database.writing() as database:
                number = services.buildings.add(database, name)
                services.audit.note(
                    database,
                    actor=person().email,
                    action="building.added",
                    subject=f"building:{number}",
                    detail={"name": name},
                )
        except TakenError:
            return page("There is a building with this name already.", name), 422
        flash(f"{name} is in the list.", "done")
        return redirect("/admin/people/buildings")

    @screen.post("/admin/people/buildings/<int:building_id>")
    def change(building_id: int) -> Answer | tuple[str, int]:
        before = services.buildings.find(building_id)
        if before is None:
            raise Refusal("not-found", "There is no such building. The list has all of them.")
        name, closed = request.form.get("name", before.name).strip()[:120] or before.name, "closed" in request.form
        try:
            with services.database.writing() as database:
                revision = request.form.get("revision", 0, type=int)
                services.buildings.change(database, building_id, name=name, closed=closed, revision=revision)
                services.audit.note(
                    database,
                    actor=person().email,
                    action="building.changed",
                    subject=f"building:{building_id}",
                    detail={"name": name, "closed": int(closed)},
                )
        except StaleError:
            newest = services.audit.newest_about(f"building:{building_id}")
            who = f"{newest.actor} at {newest.at:%H:%M} UTC" if newest else "somebody else"
            return page(f"{before.name} was changed meanwhile by {who}: look at it again. You typed {name}."), 409
        except TakenError:
            return page("There is a building with this name already.", name), 422
        flash(f"{name} is saved.", "done")
        return redirect("/admin/people/buildings")

    return screen

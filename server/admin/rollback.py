"""Rolling back: any version that has served comes back with one click and a confirmation; no gate stands in the way."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from model import ModelError
from server.admin.roles import DIRECTORS, READERS, Role
from server.admin.services import Services
from server.admin.session import person
from server.errors import Refusal
from server.releases import OutdatedError
from server.store.promotions import MAX_NOTE

DOORS: dict[str, frozenset[Role]] = {
    "GET /admin/runs/versions/<version>": READERS,
    "POST /admin/runs/versions/<version>": DIRECTORS,
}
SUGGESTED = "The version before is back in service while the newer one is looked at."


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("rollback", __name__)

    @screen.get("/admin/runs/versions/<version>")
    def confirm(version: str) -> str:
        return _page(version)

    @screen.post("/admin/runs/versions/<version>")
    def roll_back(version: str) -> Answer | tuple[str, int]:
        if version == services.releases.current():  # a double click, or a colleague was faster
            flash(f"Version {version} is in service.", "done")
            return redirect(url_for("runs.runs"), 303)
        note = " ".join(request.form.get("note", "").split())[:MAX_NOTE] or SUGGESTED
        try:
            services.releases.roll_back(version, by=person().email, note=note)
        except OutdatedError:
            raise Refusal("not-found", "This version has not been in service: see Runs for those that have.") from None
        except ModelError as refused:
            return _page(version, problem=f"{refused} Nothing was changed."), 409
        flash(f"Version {version} is back in service. Every server process follows within ten seconds.", "done")
        return redirect(url_for("runs.runs"), 303)

    def _page(version: str, problem: str | None = None) -> str:
        served = {one.version: one for one in services.releases.served()}
        if version not in served:
            raise Refusal("not-found", "This version has not been in service: see Runs for those that have.")
        return render_template(
            "admin/runs/roll_back.html",
            one=served[version],
            current=services.releases.current(),
            problem=problem,
            note=request.form.get("note") or SUGGESTED,
            max_note=MAX_NOTE,
        )

    return screen

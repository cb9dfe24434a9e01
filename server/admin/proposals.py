"""What reviewers' false alarms say about rules: each is accepted by an edit or an exception, or declined."""

from itertools import groupby

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from model import load_policy
from server.admin.roles import DIRECTORS, READERS, Role
from server.admin.services import Services
from server.admin.session import person
from server.store.proposals import Proposals

DOORS: dict[str, frozenset[Role]] = {
    "GET /admin/rules/proposals": READERS,
    "POST /admin/rules/proposals/<int:number>": DIRECTORS,
}


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("proposals", __name__)
    proposals = Proposals(services.database, services.audit)

    @screen.get("/admin/rules/proposals")
    def waiting() -> str:
        groups = [(rule, list(ones)) for rule, ones in groupby(proposals.waiting(), lambda one: one.rule)]
        return render_template("admin/rules/proposals.html", groups=groups, labels=load_policy().labels)

    @screen.post("/admin/rules/proposals/<int:number>")
    def decline(number: int) -> Answer:
        reason = " ".join(request.form.get("reason", "").split())
        if not reason:
            flash("Say in a few words why the rule stays as it is; reviewers read it.", "problem")
        elif proposals.settle(number, "declined", actor=person().email, reason=reason):
            flash("Declined. The rule stays as it is.", "done")
        else:
            flash("Somebody settled this one in the meantime.", "note")
        return redirect("/admin/rules/proposals")

    return screen

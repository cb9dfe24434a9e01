"""Single examples as records: found by number or day, sealed or held with a reason, exported."""

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response as Answered

from server.admin.records import read_span
from server.admin.roles import AUDITORS, DIRECTORS, Role
from server.admin.services import Services
from server.admin.session import person
from server.errors import Refusal
from server.store.custody import ACTS, Custody
from server.store.records import Records

DOORS: dict[str, frozenset[Role]] = {
    "GET /admin/records/examples": AUDITORS,
    "POST /admin/records/examples/<int:number>/<act>": DIRECTORS,
}
LONGEST = 300
ROWS = 50


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("custody", __name__)
    records, custody = Records(services.database), Custody(services.database, services.audit)

    def page(error: str = "", number: int | None = None) -> str:
        span = read_span()
        return render_template(
            "admin/records/examples.html",
            examples=records.examples(span, ROWS + 1)[:ROWS],
            asked=request.args,
            error=error,
            wrong=number,
            typed=request.form.get("reason", ""),
            may_act=person().may(Role.DIRECTOR),
            longest=LONGEST,
        )

    @screen.get("/admin/records/examples")
    def show() -> str:
        return page()

    @screen.post("/admin/records/examples/<int:number>/<act>")
    def change(number: int, act: str) -> Answered | tuple[str, int]:
        if act not in ACTS or number >= 2**63:
            raise Refusal("not-found", "An example can be sealed, unsealed, held and released.")
        reason = request.form.get("reason", "").strip()
        if not reason or len(reason) > LONGEST:
            return page(f"Say why, in at most {LONGEST} characters: it stands in the audit log.", number), 422
        written = request.form.get("revision", "")
        revision = int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else -1
        if not custody.change(number, revision, act, reason, person().email):
            return page("Somebody changed this example meanwhile, or it is gone. Look at it again.", number), 409
        flash(ACTS[act].done, "done")
        return redirect(request.full_path.partition("/examples/")[0] + f"/examples?number={number}")

    return screen

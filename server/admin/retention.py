"""How long each kind of record is kept, what was purged and when, and a purge at once."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answered

from server.admin.roles import AUDITORS, DIRECTORS, Role
from server.admin.services import Services
from server.admin.session import person
from server.store import purging
from server.store.purging import KINDS, LONGEST, SETTING

DOORS: dict[str, frozenset[Role]] = {
    "GET /admin/records/retention": AUDITORS,
    "POST /admin/records/retention": DIRECTORS,
    "POST /admin/records/retention/purge": DIRECTORS,
}


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("retention", __name__)

    def page(errors: dict[str, str], *, stale: bool = False) -> str:
        return render_template(
            "admin/records/retention.html",
            kinds=KINDS,
            limits=purging.limits(services.settings),
            kept=services.settings.find(SETTING),
            log=purging.log(services.database),
            errors=errors,
            stale=stale,
            typed=request.form,
            longest=LONGEST,
            titles={kind.name: kind.title for kind in KINDS},
            may_edit=person().may(Role.DIRECTOR),
        )

    @screen.get("/admin/records/retention")
    def show() -> str:
        return page({})

    @screen.post("/admin/records/retention")
    def save() -> Answered | tuple[str, int]:
        days, errors, me = {}, {}, person()
        for kind in KINDS:
            written = request.form.get(kind.name, "").strip()
            number = int(written) if written.isascii() and written.isdecimal() and len(written) < 6 else 0
            if not kind.least <= number <= LONGEST:
                errors[kind.name] = f"Give a number of days from {kind.least} to {LONGEST:,}."
            days[kind.name] = number
        if errors:
            return page(errors), 422
        written = request.form.get("revision", "")
        revision = int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else -1
        with services.database.writing() as session:
            kept = services.settings.save(session, SETTING, revision, days, me.name)
            if kept:
                services.audit.note(
                    session, actor=me.email, action="retention.changed", subject="retention", detail=days
                )
        if not kept:
            return page({}, stale=True), 409
        flash("Saved. The next purge heeds it: once a day, or now.", "done")
        return redirect(url_for("retention.show"))

    @screen.post("/admin/records/retention/purge")
    def purge_now() -> Answered:
        removed = purging.purge(services.database, services.settings, services.audit, person().email)
        total = sum(removed.values())
        flash(f"{total} record{' was' if total == 1 else 's were'} past the limit and deleted.", "done")
        return redirect(url_for("retention.show"))

    return screen

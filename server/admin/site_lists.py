"""The lists of sites: read beyond those that the extension ships with, and never read. The latter can only grow."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answered

from server.admin.roles import AUDITORS, DIRECTORS, Role
from server.admin.services import Services
from server.admin.session import person
from server.store.lists import LISTED, NEVER, SiteLists
from server.workday import read_host

DOORS: dict[str, frozenset[Role]] = {
    "GET /admin/sites/lists": AUDITORS,
    "POST /admin/sites/lists": DIRECTORS,
    "POST /admin/sites/lists/drop": DIRECTORS,
}
_NO_SITE = "Write a site such as forum.example.org; a whole address is fine too."
_NEVER_WINS = "This site, or one that it belongs to, is never read: that list wins, and nothing is taken off it."


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("site_lists", __name__)
    lists = SiteLists(services.database)

    def page(error: str = "") -> str:
        return render_template(
            "admin/sites/lists.html",
            listed=lists.all(LISTED),
            never=lists.all(NEVER),
            error=error,
            typed=request.form,
            may_edit=person().may(Role.DIRECTOR),
        )

    @screen.get("/admin/sites/lists")
    def show() -> str:
        return page()

    @screen.post("/admin/sites/lists")
    def add() -> Answered | tuple[str, int]:
        kind, host, me = request.form.get("list"), read_host(request.form.get("host", "")), person()
        if host is None or kind not in {LISTED, NEVER}:
            return page(_NO_SITE), 422
        if kind == NEVER and request.form.get("sure") != "yes":
            return page("Tick that you know: nobody can take a site off this list again."), 422
        with services.database.writing() as session:
            if kind == LISTED and lists.holds(session, NEVER, host):
                return page(_NEVER_WINS), 422
            added = lists.add(session, kind, host, me.name)
            if added:
                services.audit.note(session, actor=me.email, action=f"site.{kind}", subject=host)
        flash(f"{host} is on the list." if added else f"{host} was on the list already.", "done" if added else "note")
        return redirect(url_for("site_lists.show"))

    @screen.post("/admin/sites/lists/drop")
    def drop() -> Answered | tuple[str, int]:
        host, me = read_host(request.form.get("host", "")), person()
        if host is None:
            return page(_NO_SITE), 422
        with services.database.writing() as session:
            dropped = lists.drop(session, host)
            if dropped:
                services.audit.note(session, actor=me.email, action="site.unlisted", subject=host)
        flash(
            f"{host} is read no longer." if dropped else f"{host} was not on the list.", "done" if dropped else "note"
        )
        return redirect(url_for("site_lists.show"))

    return screen

"""The second step of signing in: a code of the app, or a recovery code."""

from flask import Blueprint, flash, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from server.admin.factor import Factor
from server.admin.guard import SIGN_IN
from server.admin.roles import Role
from server.admin.services import Services
from server.admin.session import put_cookie, recognise
from server.admin.sign_in import needs_after_code, note_about, where_to
from server.admin.tries import Tries
from server.store.attempts import Attempts
from server.store.sessions import SessionView

OPEN = frozenset({"GET /admin/sign-in/code", "POST /admin/sign-in/code"})
DOORS: dict[str, frozenset[Role]] = {}


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("second_step", __name__)
    factor = Factor(services.factors, services.config)
    tries = Tries(Attempts(services.database), services.config)

    def waiting() -> SessionView | None:
        found = recognise(services.sessions)
        return found if found is not None and found.needs == "code" else None

    @screen.get("/admin/sign-in/code")
    def code() -> str | Answer:
        if waiting() is None:
            return redirect(SIGN_IN)
        return render_template("admin/sign_in/code.html")

    @screen.post("/admin/sign-in/code")
    def try_code() -> Answer:
        found = waiting()
        if found is None:
            return redirect(SIGN_IN)
        account = found.account
        name = f"code {account.id}"
        wait = tries.begin(name)
        if wait is not None:
            return make_response(render_template("admin/sign_in/code.html", why=wait), 429)
        needs = needs_after_code(account)
        with services.database.writing() as database:
            right = factor.takes(database, account.id, request.form.get("code", ""))
            if right:
                # A new cookie, so that the one from before the code is worth nothing.
                services.sessions.end(database, found.cookie_hash)
                cookie = services.sessions.start(database, account.id, needs)
                if not needs:
                    services.people.came(database, account.id)
                    note_about(services, database, account, "person.signed_in")
        if not right:
            why = "This code does not fit. Type the newest one of your app, or a recovery code you have not used yet."
            return make_response(render_template("admin/sign_in/code.html", why=why), 401)
        tries.right(name)
        left = services.people.find(account.id)
        if left is not None and left.recovery_left < account.recovery_left:
            flash(f"A recovery code was used; {left.recovery_left} are left.", "note")
        answer = make_response(redirect(where_to()))
        put_cookie(answer, cookie, services.config)
        return answer

    return screen

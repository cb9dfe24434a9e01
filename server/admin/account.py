"""One's own account: password, second factor, and the browsers that are signed in."""

from flask import Blueprint, Response, flash, redirect, render_template, request, session
from werkzeug.wrappers import Response as Answer

from server.admin import passwords
from server.admin.factor import Factor, new_secret, picture
from server.admin.roles import EVERYBODY, Role
from server.admin.services import Services
from server.admin.session import current, person
from server.admin.sign_in import note_about
from server.admin.tries import Tries
from server.errors import Refusal
from server.store.attempts import Attempts
from server.store.people import AccountView

DOORS: dict[str, frozenset[Role]] = {
    "GET /admin/account": EVERYBODY,
    "POST /admin/account/sign-out-everywhere": EVERYBODY,
    "GET /admin/account/second-factor": EVERYBODY,
    "POST /admin/account/second-factor": EVERYBODY,
    "GET /admin/account/second-factor/picture.svg": EVERYBODY,
    "POST /admin/account/second-factor/off": EVERYBODY,
}
_PENDING = "new_factor"


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("account", __name__)
    factor = Factor(services.factors, services.config)
    tries = Tries(Attempts(services.database), services.config)

    def mine() -> AccountView:
        found = current()
        assert found is not None  # the guard let nobody else in
        return found.account

    @screen.get("/admin/account")
    def account() -> str:
        return _show(services, mine())

    @screen.post("/admin/account/sign-out-everywhere")
    def sign_out_everywhere() -> Answer:
        found = current()
        with services.database.writing() as database:
            services.people.sign_out_everywhere(database, person().id, but=found.cookie_hash if found else None)
            note_about(services, database, mine(), "person.signed_out_everywhere")
        flash("Every other browser was signed out.", "done")
        return redirect("/admin/account")

    @screen.get("/admin/account/second-factor")
    def second_factor() -> str:
        session.setdefault(_PENDING, new_secret())
        return render_template("admin/account/second_factor.html", secret=session[_PENDING])

    @screen.get("/admin/account/second-factor/picture.svg")
    def show_picture() -> Response:
        if _PENDING not in session:
            raise Refusal("not-found", "Open the page of the second factor first.")
        return Response(picture(session[_PENDING], person().email), content_type="image/svg+xml")

    @screen.post("/admin/account/second-factor")
    def turn_on() -> str | tuple[str, int]:
        secret = session.get(_PENDING) or new_secret()
        with services.database.writing() as database:
            recovery = factor.turn_on(database, person().id, secret, request.form.get("code", "").replace(" ", ""))
            if recovery is not None:
                note_about(services, database, mine(), "person.second_factor_on")
        if recovery is None:
            session[_PENDING] = secret
            why = "This code does not fit. Wait for the next one of your app, and check the clock of your phone."
            return render_template("admin/account/second_factor.html", secret=secret, why=why), 422
        session.pop(_PENDING, None)
        return render_template("admin/account/recovery.html", codes=recovery)

    @screen.post("/admin/account/second-factor/off")
    def turn_off() -> Answer | tuple[str, int]:
        account, kept = mine(), services.people.password_hash(person().id)
        wait = tries.begin(f"off {account.id}")
        if wait is not None:
            return _show(services, account, wait), 429
        if kept is not None and not passwords.matches(request.form.get("password", ""), kept):
            return _show(services, account, "The password is not right. Type it again."), 422
        tries.right(f"off {account.id}")
        with services.database.writing() as database:
            factor.turn_off(database, account.id)
            note_about(services, database, account, "person.second_factor_off")
        flash("Signing in asks for your password alone again.", "done")
        return redirect("/admin/account")

    return screen


def _show(services: Services, account: AccountView, why: str | None = None) -> str:
    buildings = services.buildings.names()
    return render_template(
        "admin/account/account.html",
        account=account,
        building=buildings.get(account.building or 0),
        browsers=services.sessions.count(account.id),
        why=why,
    )

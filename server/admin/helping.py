"""What a director does when somebody cannot get in, or somebody else may have."""

from flask import Blueprint, flash, redirect, render_template
from werkzeug.wrappers import Response as Answer

from server import first_run
from server.admin import passwords
from server.admin.factor import Factor
from server.admin.people import account_of, note_about
from server.admin.roles import DIRECTORS, Role
from server.admin.services import Services
from server.store.tables.moment import now

DOORS: dict[str, frozenset[Role]] = {
    "POST /admin/people/<int:account_id>/one-time-password": DIRECTORS,
    "POST /admin/people/<int:account_id>/sign-out": DIRECTORS,
    "POST /admin/people/<int:account_id>/second-factor-off": DIRECTORS,
}


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("helping", __name__)
    factor = Factor(services.factors, services.config)

    @screen.post("/admin/people/<int:account_id>/one-time-password")
    def one_time(account_id: int) -> str:
        account, password = account_of(services, account_id), passwords.one_time()
        hashed = passwords.hashed(password)
        with services.database.writing() as database:
            services.people.set_password(database, account_id, hashed, one_time_until=now() + first_run.HOLDS)
            services.people.sign_out_everywhere(database, account_id)
            note_about(services, database, "person.one_time_password", account_id)
        return render_template("admin/people/one_time.html", account=account, password=password)

    @screen.post("/admin/people/<int:account_id>/sign-out")
    def sign_out(account_id: int) -> Answer:
        account = account_of(services, account_id)
        with services.database.writing() as database:
            services.people.sign_out_everywhere(database, account_id)
            note_about(services, database, "person.signed_out_everywhere", account_id)
        flash(f"{account.name} is signed out everywhere.", "done")
        return redirect(f"/admin/people/{account_id}")

    @screen.post("/admin/people/<int:account_id>/second-factor-off")
    def second_factor_off(account_id: int) -> Answer:
        account = account_of(services, account_id)
        with services.database.writing() as database:
            factor.turn_off(database, account_id)
            services.people.sign_out_everywhere(database, account_id)
            note_about(services, database, "person.second_factor_off", account_id)
        flash(f"{account.name} signs in with the password alone, and can set a second factor up again.", "done")
        return redirect(f"/admin/people/{account_id}")

    return screen

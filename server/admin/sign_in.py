"""Signing in and out, and choosing a password. Everything else of the console opens behind this."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as Answer

from server.admin import passwords
from server.admin.roles import EVERYBODY, Role
from server.admin.services import Services
from server.admin.session import current, drop_cookie, put_cookie, recognise
from server.admin.tries import Tries
from server.store import Session
from server.store.attempts import Attempts
from server.store.people import AccountView
from server.store.tables.moment import now

OPEN = frozenset({"GET /admin/sign-in", "POST /admin/sign-in", "POST /admin/sign-out"})
DOORS: dict[str, frozenset[Role]] = {
    "GET /admin/password": EVERYBODY,
    "POST /admin/password": EVERYBODY,
}


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("sign_in", __name__)
    tries = Tries(Attempts(services.database), services.config)

    def page(email: str, why: str | None = None) -> str:
        outside = services.config.outside
        return render_template("admin/sign_in/sign_in.html", email=email, why=why, outside=outside)

    @screen.get("/admin/sign-in")
    def sign_in() -> str | Answer:
        found = recognise(services.sessions)
        if found is not None and not found.needs:
            return redirect(where_to())
        return page("")

    @screen.post("/admin/sign-in")
    def try_password() -> Answer:
        email, password = request.form.get("email", "").strip().lower(), request.form.get("password", "")
        wait = tries.begin(email)
        if wait is not None:
            return make_response(page(email, wait), 429)
        account = services.people.by_email(email)
        kept = services.people.password_hash(account.id) if account and not account.closed else None
        if not passwords.matches(password, kept) or account is None:
            return make_response(
                page(email, "This address and password do not belong together. Check both and try again."), 401
            )
        if account.one_time_until is not None and account.one_time_until < now():
            return make_response(page(email, "This one-time password has run out. Ask a director for a new one."), 401)
        tries.right(email)
        answer = let_in(services, account, "code" if account.has_totp else needs_after_code(account))
        tries.mark(answer, email)
        return answer

    @screen.post("/admin/sign-out")
    def sign_out() -> Answer:
        found = recognise(services.sessions)
        if found is not None:
            with services.database.writing() as database:
                services.sessions.end(database, found.cookie_hash)
                services.audit.note(
                    database,
                    actor=found.account.email,
                    action="person.signed_out",
                    subject=f"account:{found.account.id}",
                )
        session.clear()
        flash("You are signed out.", "done")
        answer = make_response(redirect(url_for("sign_in.sign_in")))
        drop_cookie(answer, services.config)
        return answer

    @screen.get("/admin/password")
    def password() -> str:
        return render_template("admin/sign_in/password.html", why=None)

    @screen.post("/admin/password")
    def set_password() -> Answer | tuple[str, int]:
        found = current()
        assert found is not None  # the guard let nobody else in
        account, new = found.account, request.form.get("password", "")
        why = _why_not(services, account, new)
        if why is not None:
            return render_template("admin/sign_in/password.html", why=why), 422
        with services.database.writing() as database:
            services.people.set_password(database, account.id, passwords.hashed(new))
            services.people.sign_out_everywhere(database, account.id)
            cookie = services.sessions.start(database, account.id)
            services.people.came(database, account.id)
            services.audit.note(
                database, actor=account.email, action="person.password_changed", subject=f"account:{account.id}"
            )
        flash("Your password is set. Every other browser was signed out.", "done")
        answer = make_response(redirect(where_to()))
        put_cookie(answer, cookie, services.config)
        return answer

    return screen


def let_in(services: Services, account: AccountView, needs: str = "") -> Response:
    """Sign a person in, or lead them to what is still asked of them."""
    with services.database.writing() as database:
        cookie = services.sessions.start(database, account.id, needs)
        if not needs:
            services.people.came(database, account.id)
            services.audit.note(
                database, actor=account.email, action="person.signed_in", subject=f"account:{account.id}"
            )
    answer: Response = make_response(redirect(where_to()))
    put_cookie(answer, cookie, services.config)
    return answer


def needs_after_code(account: AccountView) -> str:
    """Return what is still asked once the second factor is out of the way."""
    return "password" if account.one_time_until else ""


def note_about(services: Services, database: Session, account: AccountView, action: str) -> None:
    """Write into the audit log what a person did to their own account."""
    services.audit.note(database, actor=account.email, action=action, subject=f"account:{account.id}")


def where_to() -> str:
    """Return the page that was asked for before signing in, or the overview."""
    return str(session.pop("next", "/admin"))


def _why_not(services: Services, account: AccountView, new: str) -> str | None:
    kept = services.people.password_hash(account.id)
    if account.one_time_until is None and not passwords.matches(request.form.get("current", ""), kept):
        return "The current password is not right. Type it again."
    if new != request.form.get("again", ""):
        return "The two new passwords are not the same. Type them again."
    if passwords.matches(new, kept):
        return "This is the password that you had. Choose another one."
    return passwords.why_not(new, account.name, account.email)

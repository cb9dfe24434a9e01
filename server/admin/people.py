"""Accounts of the console: who may do what, one-time passwords, and signing somebody out everywhere.

In: every account, open ones first. Left out: passwords and second factors, which nobody can read here.
"""

import re
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from server import first_run
from server.admin import passwords
from server.admin.roles import AUDITORS, DIRECTORS, WORDS, Role
from server.admin.services import Services
from server.admin.session import person
from server.errors import Refusal
from server.store import Session
from server.store.people import AccountView, LastDirectorError, StaleError, TakenError
from server.store.tables.moment import now

DOORS: dict[str, frozenset[Role]] = {
    "GET /admin/people": AUDITORS,
    "GET /admin/people/new": DIRECTORS,
    "POST /admin/people/new": DIRECTORS,
    "GET /admin/people/<int:account_id>": AUDITORS,
    "POST /admin/people/<int:account_id>": DIRECTORS,
}
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\Z")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed about an account."""

    email: str
    name: str
    roles: tuple[str, ...]
    building: int | None
    closed: bool

    @classmethod
    def from_form(cls) -> "Typed":
        """Read the form of this request."""
        form = request.form
        known = {str(role) for role in Role}
        return cls(
            email=form.get("email", "").strip().lower()[:254],
            name=form.get("name", "").strip()[:120],
            roles=tuple(one for one in form.getlist("roles") if one in known),
            building=form.get("building", type=int),
            closed="closed" in form,
        )

    def told(self) -> dict[str, str]:
        """Return what the audit log keeps of it."""
        return {"email": self.email, "roles": ", ".join(self.roles)}

    def why_not(self) -> str | None:
        """Say in one sentence what is missing; None when nothing is."""
        if not _ADDRESS.match(self.email):
            return "Type an e-mail address, like robin@school.example."
        if not self.name:
            return "Type the person's name."
        if not self.roles and not self.closed:
            return "Choose at least one role, or close the account."
        if Role.PRINCIPAL in self.roles and Role.DIRECTOR not in self.roles and self.building is None:
            return "Choose the building of the principal: it decides which site requests they see."
        return None


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("people", __name__)

    def form(account: AccountView | None, typed: Typed | AccountView | None, why: str | None = None) -> str:
        # A closed building can be kept, not chosen.
        kept = account.building if account else None
        buildings = [one for one in services.buildings.all() if not one.closed or one.id == kept]
        return render_template(
            "admin/people/account.html", account=account, typed=typed, buildings=buildings, words=WORDS, why=why
        )

    @screen.get("/admin/people")
    def people() -> str:
        everyone = sorted(services.people.everyone(), key=lambda one: one.closed)
        return render_template("admin/people/people.html", everyone=everyone, buildings=services.buildings.names())

    @screen.get("/admin/people/new")
    def new() -> str:
        return form(None, None)

    @screen.post("/admin/people/new")
    def create() -> str | tuple[str, int]:
        typed = Typed.from_form()
        why = typed.why_not()
        if why is not None:
            return form(None, typed, why), 422
        password = passwords.one_time()
        hashed = passwords.hashed(password)
        try:
            with services.database.writing() as database:
                number = services.people.create(
                    database, email=typed.email, name=typed.name, roles=typed.roles, building=typed.building
                )
                services.people.set_password(database, number, hashed, one_time_until=now() + first_run.HOLDS)
                note_about(
                    services, database, "person.created", number, email=typed.email, roles=", ".join(typed.roles)
                )
        except TakenError:
            return form(None, typed, "Another account has this address. Change that one instead."), 422
        return render_template("admin/people/one_time.html", account=account_of(services, number), password=password)

    @screen.get("/admin/people/<int:account_id>")
    def account(account_id: int) -> str:
        one = account_of(services, account_id)
        return form(one, one)

    @screen.post("/admin/people/<int:account_id>")
    def change(account_id: int) -> Answer | tuple[str, int]:
        before, typed = account_of(services, account_id), Typed.from_form()
        why, status = typed.why_not(), 422
        if why is None:
            try:
                with services.database.writing() as database:
                    services.people.change(
                        database,
                        account_id,
                        email=typed.email,
                        name=typed.name,
                        roles=typed.roles,
                        building=typed.building,
                        closed=typed.closed,
                        revision=request.form.get("revision", 0, type=int),
                    )
                    if typed.closed:
                        services.people.sign_out_everywhere(database, account_id)
                    action = "person.closed" if typed.closed and not before.closed else "person.changed"
                    note_about(services, database, action, account_id, **typed.told())
            except StaleError:
                why, status = _who_was_faster(services, account_id), 409
            except TakenError:
                why = "Another account has this address."
            except LastDirectorError:
                why = "Nobody would be left who can do everything. Make somebody else a director first."
        if why is not None:
            return form(before, typed, why), status
        flash(f"Saved. {typed.name} {'can no longer sign in' if typed.closed else 'is up to date'}.", "done")
        return redirect("/admin/people")

    return screen


def account_of(services: Services, account_id: int) -> AccountView:
    """Return one account; Refusal 404 when there is none."""
    account = services.people.find(account_id)
    if account is None:
        raise Refusal("not-found", "There is no such account. The list of people has all of them.")
    return account


def note_about(services: Services, database: Session, action: str, account_id: int, **detail: str | int) -> None:
    """Write into the audit log what the person who is signed in did to an account."""
    subject = f"account:{account_id}"
    services.audit.note(database, actor=person().email, action=action, subject=subject, detail=detail)


def _who_was_faster(services: Services, account_id: int) -> str:
    newest = services.audit.newest_about(f"account:{account_id}")
    who = f"{newest.actor} at {newest.at:%H:%M} UTC on {newest.at:%Y-%m-%d}" if newest else "Somebody else"
    return f"Changed meanwhile by {who}. What you typed is below: load the page again to see the other change."

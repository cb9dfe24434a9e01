"""Requests for accounts and groups: what waits first, what is to be looked at again, then the register.

A Principal sees the own building's; directors and auditors see all. Who asked is not known here.
"""

import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answered

from server.admin.roles import DIRECTORS, PRINCIPALS, Role
from server.admin.services import Services
from server.admin.session import Person, person
from server.errors import Refusal
from server.store.approvals import Answer, Approvals, Asked
from server.store.tables.base import today

READERS = PRINCIPALS | {Role.AUDITOR}
DOORS: dict[str, frozenset[Role]] = {
    "GET /admin/sites": READERS,
    "GET /admin/sites/requests/<int:number>": READERS,
    "POST /admin/sites/requests/<int:number>": PRINCIPALS,
    "POST /admin/sites/requests/<int:number>/building": DIRECTORS,
}
# A leave is looked at again every year; the reminder comes this long before its last day.
YEAR = datetime.timedelta(days=365)
REMIND = datetime.timedelta(days=30)
MAX_MESSAGE = 500
_DONE = {"approved": "site.approved", "question": "site.asked_back", "refused": "site.refused"}
_SAID = {
    "approved": "Approved: the extension honours it as soon as it reads the policy again.",
    "question": "Asked: whoever holds the receipt sees the question.",
    "refused": "Refused: whoever holds the receipt sees the reason.",
}


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("admin_sites", __name__)
    approvals = Approvals(services.database)

    @screen.get("/admin/sites")
    def sites() -> str:
        me = person()
        mine = [] if _is_lost(me) else approvals.all(None if _sees_all(me) else me.building)
        return render_template("admin/sites/sites.html", lost=_is_lost(me), **sorted_out(mine))

    @screen.get("/admin/sites/requests/<int:number>")
    def one(number: int) -> str:
        return _page(approvals, _may_see(approvals, number))

    @screen.post("/admin/sites/requests/<int:number>")
    def answer(number: int) -> Answered | tuple[str, int]:
        asked = _may_see(approvals, number)
        said, errors = read_answer()
        if said is None:
            return _page(approvals, asked, errors=errors), 422
        me = person()
        with services.database.writing() as session:
            kept = approvals.answer(session, number, _revision(), said, me.name)
            if kept:
                detail = {"site": asked.site, "until": str(said.until or ""), "reason": said.message}
                services.audit.note(
                    session, actor=me.email, action=_DONE[said.state], subject=f"site request {number}", detail=detail
                )
        if not kept:
            return _page(approvals, _may_see(approvals, number), stale=True), 409
        flash(_SAID[said.state], "done")
        return redirect(url_for("admin_sites.sites"))

    @screen.post("/admin/sites/requests/<int:number>/building")
    def hand_over(number: int) -> Answered | tuple[str, int]:
        asked = _may_see(approvals, number)
        names = {str(building): name for building, name in approvals.buildings()}
        chosen = request.form.get("building", "")
        if chosen not in names:
            return _page(approvals, asked, errors={"building": "Choose one of the buildings."}), 422
        me = person()
        with services.database.writing() as session:
            kept = approvals.hand_over(session, number, _revision(), int(chosen))
            if kept:
                services.audit.note(
                    session,
                    actor=me.email,
                    action="site.handed_over",
                    subject=f"site request {number}",
                    detail={"building": names[chosen]},
                )
        if not kept:
            return _page(approvals, _may_see(approvals, number), stale=True), 409
        flash(f"{names[chosen]} answers this one now.", "done")
        return redirect(url_for("admin_sites.sites"))

    return screen


def sorted_out(asked: list[Asked]) -> dict[str, list[Asked]]:
    """Put requests where a Principal looks for them."""
    soon, past = today() + REMIND, today() - REMIND
    due = [
        one
        for one in asked
        if one.until is not None
        and ((one.state == "approved" and one.until <= soon) or (one.state == "expired" and one.until >= past))
    ]
    return {
        "waiting": [one for one in asked if one.state == "waiting"],
        "questions": [one for one in asked if one.state == "question"],
        "due": sorted(due, key=lambda one: one.until or today()),
        "register": [one for one in asked if one.state == "approved" and one not in due],
        "past": [one for one in asked if one.state in {"refused", "expired"} and one not in due],
    }


def read_answer() -> tuple[Answer | None, dict[str, str]]:
    """Read the form: an answer, or what to correct by field."""
    state = request.form.get("answer", "")
    message = request.form.get("message", "").strip()
    errors = {}
    if state not in _DONE:
        errors["answer"] = "Choose what you answer."
    if len(message) > MAX_MESSAGE:
        errors["message"] = f"Use at most {MAX_MESSAGE} characters."
    if state in {"question", "refused"} and not message:
        errors["message"] = "Say what you ask." if state == "question" else "Say why, in a sentence."
    until = None
    if state == "approved":
        until = _day(request.form.get("until", ""))
        if until is None or not today() <= until <= today() + YEAR:
            errors["until"] = "Choose a day from today on, a year ahead at most: it is looked at again then."
    return (None, errors) if errors else (Answer(state, message, until), errors)


def _may_see(approvals: Approvals, number: int) -> Asked:
    asked, me = approvals.find(number) if number < 2**63 else None, person()
    if asked is None or not (_sees_all(me) or (me.building is not None and me.building == asked.building)):
        raise Refusal("not-found", "No request of your building has this number: look at the list again.")
    return asked


def _page(approvals: Approvals, asked: Asked, *, errors: dict[str, str] | None = None, stale: bool = False) -> str:
    me = person()
    return render_template(
        "admin/sites/request.html",
        asked=asked,
        errors=errors or {},
        stale=stale,
        typed=request.form,
        may_answer=bool(me.roles & PRINCIPALS),
        buildings=approvals.buildings() if me.may(Role.DIRECTOR) else (),
        first_day=today(),
        last_day=today() + YEAR,
        longest=MAX_MESSAGE,
    )


def _sees_all(me: Person) -> bool:
    return me.may(Role.DIRECTOR, Role.AUDITOR)


def _is_lost(me: Person) -> bool:
    return not _sees_all(me) and me.building is None


def _revision() -> int:
    written = request.form.get("revision", "")
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else -1


def _day(written: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        return None

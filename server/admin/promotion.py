"""Putting a version into service: through the gate, past it by two directors, or on trial in the shadow first.

The gate is asked anew each time: its lists and limits may have been edited since the version was made.
"""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from model import Failure, GateError, ModelError
from server.admin.roles import DIRECTORS, READERS, Role
from server.admin.services import Services
from server.admin.session import person
from server.errors import Refusal
from server.releases import SHORTEST_REASON, OutdatedError, SamePersonError
from server.store.promotions import MAX_NOTE, MAX_REASON
from server.store.runs import RunView

DOORS: dict[str, frozenset[Role]] = {
    "GET /admin/runs/<int:run_id>/promote": READERS,
    "POST /admin/runs/<int:run_id>/promote": DIRECTORS,
    "POST /admin/runs/<int:run_id>/override": DIRECTORS,
    "POST /admin/runs/<int:run_id>/override/confirm": DIRECTORS,
    "POST /admin/runs/<int:run_id>/override/withdraw": DIRECTORS,
}
IN_SERVICE = "Version {} is in service. Every server process follows within ten seconds."


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("promotion", __name__)

    @screen.get("/admin/runs/<int:run_id>/promote")
    def decide(run_id: int) -> str:
        return _page(services, _run(services, run_id))

    @screen.post("/admin/runs/<int:run_id>/promote")
    def promote(run_id: int) -> Answer | tuple[str, int]:
        run = _run(services, run_id)
        current = services.releases.current()
        if current == run.version:  # a double click, or a colleague was faster
            flash(IN_SERVICE.format(current), "done")
            return redirect(url_for("runs.runs"), 303)
        if request.form.get("current", "") != (current or ""):
            return _page(services, run, problem=_overtaken(services, current)), 409
        policy = services.checkers.current().policy
        try:
            services.releases.promote(run, by=person().email, note=_note(run), policy=policy)
        except GateError:
            return _page(services, run, problem="The gate keeps this version out; nothing was changed."), 409
        except ModelError as refused:
            return _page(services, run, problem=f"{refused} Nothing was changed."), 409
        flash(IN_SERVICE.format(run.version), "done")
        return redirect(url_for("runs.runs"), 303)

    @screen.post("/admin/runs/<int:run_id>/override")
    def ask(run_id: int) -> Answer | tuple[str, int]:
        run = _run(services, run_id)
        reason = " ".join(request.form.get("reason", "").split())[:MAX_REASON]
        if len(reason) < SHORTEST_REASON:
            problem = (
                f"Write the reason in at least {SHORTEST_REASON} characters: it is kept, and a colleague reads it."
            )
            return _page(services, run, problem=problem), 422
        failures, _ = _asked(services, run)
        if not failures:
            return redirect(url_for("promotion.decide", run_id=run_id), 303)
        services.releases.ask(run, by=person().email, reason=reason, note=_note(run), failures=failures)
        flash("Asked. Another director has to confirm it on this page.", "done")
        return redirect(url_for("promotion.decide", run_id=run_id), 303)

    @screen.post("/admin/runs/<int:run_id>/override/confirm")
    def confirm(run_id: int) -> Answer | tuple[str, int]:
        run = _run(services, run_id)
        asked = services.promotions.asked(run_id)
        if asked is None:
            return _page(services, run, problem="This request was decided meanwhile."), 409
        current = services.releases.current()
        if request.form.get("current", "") != (current or ""):
            return _page(services, run, problem=_overtaken(services, current)), 409
        try:
            services.releases.confirm(asked, by=person().email, policy=services.checkers.current().policy)
        except SamePersonError:
            return _page(services, run, problem="You asked for it yourself: another director has to confirm it."), 409
        except OutdatedError:
            return _page(services, run, problem="This request was decided meanwhile."), 409
        except ModelError as refused:
            return _page(services, run, problem=f"{refused} Nothing was changed."), 409
        flash(IN_SERVICE.format(run.version), "done")
        return redirect(url_for("runs.runs"), 303)

    @screen.post("/admin/runs/<int:run_id>/override/withdraw")
    def withdraw(run_id: int) -> Answer | tuple[str, int]:
        run = _run(services, run_id)
        asked = services.promotions.asked(run_id)
        try:
            if asked is None:
                raise OutdatedError  # noqa: TRY301 -- told below, like one that was decided between the two looks
            services.releases.withdraw(asked, by=person().email)
        except OutdatedError:
            return _page(services, run, problem="This request was decided meanwhile."), 409
        flash("The request is closed. Nothing was changed.", "done")
        return redirect(url_for("promotion.decide", run_id=run_id), 303)

    return screen


def _page(services: Services, run: RunView, problem: str | None = None) -> str:
    failures, unusable = _asked(services, run)
    shadow = services.shadows.of_run(run.id)
    current = services.releases.current()
    return render_template(
        "admin/runs/promote.html",
        run=run,
        problem=problem,
        failures=failures,
        unusable=unusable,
        asked=services.promotions.asked(run.id),
        current=current,
        note=request.form.get("note") or _suggested(run),
        reason=request.form.get("reason", ""),
        max_note=MAX_NOTE,
        max_reason=MAX_REASON,
        shadow=shadow,
        counts=[one for one in services.shadows.counts(shadow.id) if one != type(one)(label=one.label)]
        if shadow
        else [],
        other=_other_trial(services, run),
        titles={label.id: label.title for label in services.checkers.current().policy.labels.values()},
    )


def _asked(services: Services, run: RunView) -> tuple[tuple[Failure, ...], str | None]:
    """Ask the gate: what it holds against the version, and why it could not be asked."""
    if run.version is None or run.version == services.releases.current():
        return (), None
    try:
        return services.releases.failures(run.version, services.checkers.current().policy), None
    except ModelError as broken:
        return (), str(broken)


def _other_trial(services: Services, run: RunView) -> str | None:
    active = services.shadows.active()
    return active.version if active is not None and active.run_id != run.id else None


def _overtaken(services: Services, current: str | None) -> str:
    change = services.promotions.of_version(current or "")
    who = f"{change.by} put version {current} into service" if change else f"Version {current} came into service"
    return f"{who} after you opened this page. Nothing was changed; look at it again before you decide."


def _suggested(run: RunView) -> str:
    count = int(run.counts.get("examples", 0))
    if not count:
        return "A new version is in service."
    many = f"{count} examples that colleagues" if count > 1 else "one example that a colleague"
    return f"A new version is in service. It has learnt from {many} flagged."


def _note(run: RunView) -> str:
    return " ".join(request.form.get("note", "").split())[:MAX_NOTE] or _suggested(run)


def _run(services: Services, run_id: int) -> RunView:
    run = services.runs.find(run_id)
    if run is None or run.state != "done" or run.version is None:
        raise Refusal("not-found", "This training made no version: see Runs for those that did.")
    return run

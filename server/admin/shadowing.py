"""Shadow mode: a new version sees a share of the live checks beside the one in service; only counts are kept."""

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from server.admin.roles import DIRECTORS, Role
from server.admin.services import Services
from server.admin.session import person
from server.errors import Refusal

DOORS: dict[str, frozenset[Role]] = {
    "POST /admin/runs/<int:run_id>/shadow": DIRECTORS,
    "POST /admin/runs/<int:run_id>/shadow/stop": DIRECTORS,
}
SHARES = (10, 25, 50, 100)


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("shadowing", __name__)

    @screen.post("/admin/runs/<int:run_id>/shadow")
    def start(run_id: int) -> Answer:
        run = services.runs.find(run_id)
        checker = services.checkers.current()
        if run is None or run.version is None:
            raise Refusal("not-found", "This training made no version: see Runs for those that did.")
        share = request.form.get("share", "")
        if share not in {str(one) for one in SHARES}:
            raise Refusal("fields", errors=[("share", "Choose one of the shares that the page offers.")])
        me = person()
        if run.version == checker.model_version:
            flash("This version is in service: it cannot be tried beside itself.", "note")
            return _back(run_id)
        with services.database.writing() as session:
            trial, fresh = services.shadows.start(
                session,
                run_id=run_id,
                version=run.version,
                champion=checker.model_version,
                by=me.email,
                share=int(share),
                labels=list(checker.policy.labels),
            )
            if fresh:
                detail: dict[str, str | int] = {"share": trial.share, "beside": trial.champion}
                subject = f"version {trial.version}"
                services.audit.note(session, actor=me.email, action="shadow.started", subject=subject, detail=detail)
        if fresh:
            flash("It begins within five seconds in every server process. Counts appear after ten more.", "done")
        elif trial.run_id != run_id:
            flash(f"Version {trial.version} is on trial already: end that first.", "note")
        return _back(run_id)

    @screen.post("/admin/runs/<int:run_id>/shadow/stop")
    def stop(run_id: int) -> Answer:
        active = services.shadows.active()
        if active is None or active.run_id != run_id:
            flash("This trial has ended already.", "note")
            return _back(run_id)
        me = person()
        with services.database.writing() as session:
            services.shadows.stop(session)
            subject = f"version {active.version}"
            services.audit.note(session, actor=me.email, action="shadow.stopped", subject=subject)
        flash("The trial has ended. Its counts stay.", "done")
        return _back(run_id)

    return screen


def _back(run_id: int) -> Answer:
    return redirect(url_for("promotion.decide", run_id=run_id), 303)

"""Runs: start a training on what reviewers decided, watch it, cancel it; newest first, with what went into each.

Left out here: how a new version compares (comparison.py), and putting one into service (promotion.py).
"""

import datetime
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from server.admin.roles import DIRECTORS, READERS, Role
from server.admin.services import Services
from server.admin.session import person
from server.errors import Refusal
from server.store.runs import RunView

DOORS: dict[str, frozenset[Role]] = {
    "GET /admin/runs": READERS,
    "POST /admin/runs": DIRECTORS,
    "GET /admin/runs/<int:run_id>/progress": READERS,
    "POST /admin/runs/<int:run_id>/cancel": DIRECTORS,
}
STATES = {
    "queued": ("hourglass-split", "Waits for a worker"),
    "running": ("arrow-repeat", "Runs"),
    "done": ("check-circle", "Ready"),
    "failed": ("exclamation-circle", "Stopped"),
    "cancelled": ("x-circle", "Cancelled"),
}
HOUR = 3600


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("runs", __name__)
    screen.add_app_template_filter(moment)

    @screen.get("/admin/runs")
    def runs() -> str:
        latest = services.runs.latest()
        return render_template(
            "admin/runs/runs.html",
            runs=latest,
            active=next((shown(one) for one in latest if one.active), None),
            states=STATES,
            has_worker=services.runs.has_worker(),
            waiting=_waiting(services),
            current=services.releases.current(),
            since=services.promotions.of_version(services.releases.current() or ""),
            asked=services.promotions.waiting(),
            served=services.releases.served(),
            changes=services.promotions.latest(),
        )

    @screen.post("/admin/runs")
    def start() -> Answer:
        me = person()
        with services.database.writing() as session:
            run, fresh = services.runs.start(session, by=me.email, parent=services.releases.current())
            if fresh:
                services.audit.note(session, actor=me.email, action="run.started", subject=f"run {run.id}")
        if not fresh:
            flash(f"A training is under way already: {run.asked_by} asked for it. Here it is.", "note")
        elif not services.queue.retrain(run.id):
            flash("The queue cannot be reached just now. A worker will find the training by itself.", "note")
        return redirect(url_for("runs.runs"), 303)

    @screen.get("/admin/runs/<int:run_id>/progress")
    def progress(run_id: int) -> Answer:
        return jsonify(shown(_found(services, run_id)) | {"has_worker": services.runs.has_worker()})

    @screen.post("/admin/runs/<int:run_id>/cancel")
    def cancel(run_id: int) -> Answer:
        me = person()
        before = _found(services, run_id)
        with services.database.writing() as session:
            run = services.runs.cancel(session, run_id)
            if before.active:
                services.audit.note(session, actor=me.email, action="run.cancelled", subject=f"run {run_id}")
        if not before.active:
            flash(f"Training {run_id} has ended already: {before.message}", "note")
        elif run is not None and run.active:
            flash("The training is being ended. Nothing is changed.", "note")
        else:
            flash("Cancelled. Nothing was changed.", "done")
        return redirect(url_for("runs.runs"), 303)

    return screen


def shown(run: RunView) -> dict[str, Any]:
    """Return what the page and its script show of a run that waits or runs, or has just ended."""
    return {
        "id": run.id,
        "state": run.state,
        "active": run.active,
        "silent": run.silent,
        "ending": run.cancel_asked and run.active,
        "words": _words(run),
        "percent": run.percent,
        "log": run.log,
        "message": run.message,
        "asked_by": run.asked_by,
    }


def moment(seconds: int | None) -> datetime.datetime | None:
    """Return a time of the store as a moment, for `ago`."""
    return None if seconds is None else datetime.datetime.fromtimestamp(seconds, datetime.UTC)


def left(seconds: int) -> str:
    """Say how long it will take."""
    if seconds < 50:
        return "less than a minute left"
    if seconds > HOUR:
        return f"about {seconds / HOUR:.1f} hours left"
    minutes = round(seconds / 60)
    return f"about {minutes} minute{'s' if minutes > 1 else ''} left"


def _waiting(services: Services) -> dict[str, int]:
    decided, learned = services.reviews.decided_labels(), services.runs.learned()
    return {
        "examples": len(decided),
        "new": len(decided.keys() - learned),
        "silent": sum(not labelled for labelled in decided.values()),
    }


def _words(run: RunView) -> str:
    if run.state == "queued":
        return "Waits for a worker"
    if not run.active:
        return run.message
    if run.silent:
        return "Nothing was heard of it for a while: its worker may be gone. Nothing was changed."
    if run.cancel_asked:
        return "Is being ended"
    parts = [run.step or "Gets ready"]
    if run.left_s is not None:
        parts.append(left(run.left_s))
    return ", ".join(parts)


def _found(services: Services, run_id: int) -> RunView:
    run = services.runs.find(run_id)
    if run is None:
        raise Refusal("not-found")
    return run

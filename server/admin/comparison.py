"""A new version beside the one in service: one sentence, what the gate says, figures, and the posts that changed.

Left out: flagged texts, which no report quotes. Worst changes come first; promoting is another page (promotion.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request

from model import Comparison, ModelError, Policy, compare_versions, current_version
from server.admin.roles import READERS, Role
from server.admin.services import Services
from server.errors import Refusal
from server.store.runs import Runs, RunView

DOORS: dict[str, frozenset[Role]] = {"GET /admin/runs/<int:run_id>/compare": READERS}
MOST_POSTS = 200  # changed posts on one page
TURNS = {"worse": "Right before, wrong now", "better": "Wrong before, right now", "other": "Told otherwise"}


@dataclass(frozen=True, slots=True)
class Row:
    """One label: precision, recall and alarm rate before (None without a champion) and after."""

    label: str
    title: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]
    gained: int
    lost: int


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("comparison", __name__)
    runs = Runs(services.database)

    @screen.get("/admin/runs/<int:run_id>/compare")
    def compare(run_id: int) -> str | tuple[str, int]:
        run = _run(runs, run_id)
        policy = services.checkers.current().policy
        folder = services.config.artefacts
        try:
            served = current_version(folder)
            # A version in service is read beside the one that it replaced.
            champion = run.parent if served == run.version else served
            found = compare_versions(folder, run.version or "", champion=champion, policy=policy)
        except ModelError as problem:
            return render_template("admin/comparison/unusable.html", run=run, problem=str(problem)), 409
        turn = request.args.get("turn", "")
        changed = [one for one in found.changed if turn in ("", one["turn"])]
        return render_template(
            "admin/comparison/comparison.html",
            run=run,
            found=found,
            rows=rows(found, policy),
            titles={label.id: label.title for label in policy.labels.values()},
            families=policy.family_titles,
            changed=changed[:MOST_POSTS],
            more=max(0, len(changed) - MOST_POSTS),
            counts={name: sum(one["turn"] == name for one in found.changed) for name in TURNS},
            turns=TURNS,
            turn=turn,
            served=served,
        )

    return screen


def rows(found: Comparison, policy: Policy) -> list[Row]:
    """Return one row a label, those with the most posts that changed first."""
    labels = found.figures["labels"]
    moved = found.figures["moved"].get("labels", {})
    still = {"gained": 0, "lost": 0}
    table = [
        Row(label, policy.labels[label].title, (labels["before"] or {}).get(label), after, **moved.get(label, still))
        for label, after in labels["after"].items()
        if label in policy.labels
    ]
    return sorted(table, key=lambda row: (-(row.gained + row.lost), row.title))


def _run(runs: Runs, run_id: int) -> RunView:
    run = runs.find(run_id)
    if run is None or run.version is None:
        raise Refusal("not-found", "This training made no version: see Runs for those that did.")
    return run

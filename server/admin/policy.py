"""Labels, clauses and notices of the policy, and which clause nothing watches yet."""

from collections import Counter

from flask import Blueprint, render_template

from model import Policy, PolicyError, conflicts, load_policy
from server.admin import drafts, fields
from server.admin.roles import READERS, Role
from server.admin.services import Services

DOORS: dict[str, frozenset[Role]] = {"GET /admin/policy": READERS}
_WATCHED = ("prohibited", "required")


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("policy_screen", __name__)

    @screen.get("/admin/policy")
    def policy() -> str:
        overlay = drafts.current(services)
        try:
            current = load_policy(overlay=overlay)
        except PolicyError:  # the banner says so; what is shipped can still be read
            current = load_policy()
        states = {(part, name): entry.state for part, name, entry in overlay.walk()}
        states |= {(one.part, one.name): "conflict" for one in conflicts(overlay, drafts.shipped())}
        return render_template(
            "admin/policy/policy.html",
            policy=current,
            rules=Counter(rule.owner for rule in current.rules),
            clauses=coverage(current),
            states=states,
            steps=fields.STEPS,
            unwatched=[row for row in coverage(current) if row["unwatched"]],
            overlaid=services.checkers.overlaid,
        )

    return screen


def coverage(policy: Policy) -> list[dict[str, object]]:
    """List every clause with the labels and notices that stand for it; `unwatched` where it asks and none does."""
    rows: list[dict[str, object]] = []
    for clause in policy.clauses.values():
        labels = [label for label in policy.labels.values() if label.clause == clause.id]
        notices = [notice for notice in policy.notices.values() if notice.clause == clause.id]
        unwatched = clause.force in _WATCHED and not labels and not notices
        rows.append({"clause": clause, "labels": labels, "notices": notices, "unwatched": unwatched})
    return rows

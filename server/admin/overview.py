"""The first page of the console: what waits, which version speaks, and how warnings are taken, in numbers only.

Left out: every person, every text, and every figure that stands for fewer than ten. Most shown comes first.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template

from model import Policy
from server import figures
from server.admin.roles import EVERYBODY, Role
from server.admin.services import Services
from server.admin.session import person
from server.figures import GROUP, Line
from server.rising import rising
from server.store.counts import EVENTS, WeekSum, week_of
from server.store.tables.base import today
from server.store.waiting import waiting

DOORS: dict[str, frozenset[Role]] = {"GET /admin": EVERYBODY}

WEEKS = 26
WORDS = {
    "shown": "Warnings shown",
    "edited": "Edited away",
    "posted": "Posted anyway",
    "dismissed": "Dismissed",
    "flagged": "Flagged as wrong",
}


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: its title, the sentence under it, and the table from which the script draws it."""

    id: str
    title: str
    sentence: str
    first: str
    lines: Sequence[Line]


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("overview", __name__)

    @screen.get("/admin")
    def overview() -> str:
        me, checker = person(), services.checkers.current()
        monday = week_of(today())
        weeks = [monday - datetime.timedelta(weeks=back) for back in reversed(range(WEEKS))]
        # On one machine nobody but its owner counts; elsewhere a handful of browsers would be a handful of persons.
        browsers = services.counts.browsers()
        enough = services.config.trial or browsers >= GROUP
        sums = services.counts.since(weeks[0]) if enough else []
        own = me.building if me.may(Role.PRINCIPAL) and not me.may(Role.DIRECTOR) else None
        return render_template(
            "admin/overview/overview.html",
            version=checker.model_version,
            policy=checker.policy.version,
            waiting=waiting(services.database, own),
            rises=[(_label(checker.policy)(one.label), one) for one in rising(sums, monday)],
            charts=charts(sums, weeks, checker.policy),
            words=WORDS,
            enough=enough,
            browsers=browsers,
        )

    return screen


def charts(sums: Sequence[WeekSum], weeks: Sequence[datetime.date], policy: Policy) -> list[Chart]:
    """Return what may be shown of counts, as charts; none when that is nothing."""
    total = figures.table(sums, lambda _one: "all", "all")
    if not total:
        return []
    label, clause = _label(policy), _clause(policy)
    by_week = figures.by_week(sums, [week.isoformat() for week in weeks])
    by_label = figures.nested_table(
        sums, lambda one: (one.clause, one.label), lambda key: label(key[1]), "Labels with few warnings"
    )
    by_clause = figures.table(sums, lambda one: clause(one.clause), "Clauses with few warnings")
    by_site = figures.table(sums, lambda one: one.site or "another site", "Sites with few warnings")
    return [
        Chart("weeks", "Week by week", _whole(total[0]), "Week from", by_week),
        Chart("labels", "By label", _most(by_label, "are about"), "Label", by_label),
        Chart("clauses", "By clause", _most(by_clause, "point to"), "Clause", by_clause),
        Chart("sites", "By site", _most(by_site, "are shown on"), "Site", by_site),
    ]


def _whole(total: Line) -> str:
    shown = total.counts["shown"]
    if shown is None:
        return "Fewer than ten warnings were shown in these weeks."
    parts = []
    for event in EVENTS[1:]:
        count = total.counts[event]
        parts.append(f"{WORDS[event].lower()}: {'fewer than 10' if count is None else f'about {count:,}'}")
    return f"About {shown:,} warnings were shown in {WEEKS} weeks; {', '.join(parts)}."


def _most(lines: Sequence[Line], verb: str) -> str:
    first = lines[0] if lines else None
    if first is None or first.counts["shown"] is None:
        return "No single one has ten warnings yet."
    if len(lines) == 1:
        return f"All {first.counts['shown']:,} warnings that may be told {verb} one: {first.name}."
    return f"Most warnings {verb}: {first.name}, about {first.counts['shown']:,}."


def _label(policy: Policy) -> Callable[[str], str]:
    return lambda label: policy.labels[label].title if label in policy.labels else label


def _clause(policy: Policy) -> Callable[[str], str]:
    return lambda clause: policy.clauses[clause].title if clause in policy.clauses else clause

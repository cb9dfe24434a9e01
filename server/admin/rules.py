"""The rules and exceptions in force: search, filters, and for each who it comes from and what state it is in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request

from model import Overlay, conflicts, load_policy
from server.admin import drafts
from server.admin.roles import READERS, Role
from server.admin.services import Services
from server.store.proposals import Proposals

DOORS: dict[str, frozenset[Role]] = {"GET /admin/rules": READERS}
STATES = ("shipped", "changed", "added", "disabled", "conflict")


@dataclass(frozen=True, slots=True)
class Row:
    """One rule or exception in the list."""

    part: str
    id: str
    label: str
    kind: str
    about: str
    state: str
    fields: dict[str, Any]

    def has(self, words: str) -> bool:
        """Tell whether these words stand in its name, its patterns, its words or its examples."""
        return words.lower() in f"{self.id} {self.fields}".lower()


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("rules", __name__)
    proposals = Proposals(services.database, services.audit)

    @screen.get("/admin/rules")
    def rules() -> str:
        overlay = drafts.current(services)
        asked = {name: request.args.get(name, "").strip()[:100] for name in ("q", "label", "state", "part")}
        rows = [row for row in rows_of(overlay) if _fits(row, asked)]
        return render_template(
            "admin/rules/rules.html",
            rows=rows,
            asked=asked,
            states=STATES,
            labels=load_policy().labels,
            conflicts=conflicts(overlay, drafts.shipped()),
            waiting=proposals.count(),
            overlaid=services.checkers.overlaid,
        )

    return screen


def rows_of(overlay: Overlay) -> Iterator[Row]:
    """Yield every rule and exception, shipped and of the district, by name."""
    clashing = {(one.part, one.name) for one in conflicts(overlay, drafts.shipped())}
    for part in ("rules", "exceptions"):
        for name in sorted({*drafts.shipped()[part], *overlay.entries.get(part, {})}):
            file, entry = drafts.file_of(overlay, part, name)
            fields = entry.fields if entry and entry.fields else file.fields or (entry.was if entry else {})
            state = "conflict" if (part, name) in clashing else entry.state if entry else "shipped"
            label = name.partition("/")[0] if part == "rules" else ", ".join(fields.get("silences", []))
            kind = str(fields.get("kind", "")) if part == "rules" else "exception"
            yield Row(part, name, label, kind, str(fields.get("reason", "")), state, fields)


def _fits(row: Row, asked: dict[str, str]) -> bool:
    return (
        (not asked["q"] or row.has(asked["q"]))
        and (not asked["label"] or asked["label"] in row.label.split(", "))
        and (not asked["state"] or row.state == asked["state"])
        and (not asked["part"] or row.part == asked["part"])
    )

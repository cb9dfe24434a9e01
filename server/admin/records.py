"""The audit log, newest first: searched, proved, exported; and the exports for a records request. Nothing is written
here but that somebody exported.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from flask import Blueprint, Response, render_template, request

from server import exports
from server.admin.roles import AUDITORS, Role
from server.admin.services import Services
from server.admin.session import person
from server.errors import Refusal
from server.store.records import AUDIT_COLUMNS, DECISION_COLUMNS, FLAG_COLUMNS, Records, Row, Span

DOORS: dict[str, frozenset[Role]] = {
    "GET /admin/records": AUDITORS,
    "GET /admin/records/export/<name>": AUDITORS,
}
ROWS = 50
_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("records", __name__)
    records = Records(services.database)
    sources: dict[str, tuple[Sequence[str], Callable[[Span], Iterator[Row]]]] = {
        "examples": (FLAG_COLUMNS, records.flags),
        "decisions": (DECISION_COLUMNS, records.decisions),
        "audit": (AUDIT_COLUMNS, lambda span: records.log(_words(), span)),
    }

    @screen.get("/admin/records")
    def show() -> str:
        acts = records.acts(_words(), read_span(), before=_number("before"), limit=ROWS + 1)
        return render_template(
            "admin/records/records.html",
            acts=acts[:ROWS],
            older=acts[ROWS - 1].number if len(acts) > ROWS else None,
            asked=request.args,
            proof=_proof(services) if request.args.get("verify") == "yes" else None,
        )

    @screen.get("/admin/records/export/<name>")
    def export(name: str) -> Response:
        source, _, form = name.partition(".")
        if source not in sources or form not in _TYPES:
            raise Refusal("not-found", "There are exports of examples, decisions and audit, as csv and json.")
        columns, read = sources[source]
        span, me = read_span(), person()
        rows = read(span)
        with services.database.writing() as session:
            detail = {"from": str(span.first or ""), "to": str(span.last or ""), "form": form}
            services.audit.note(session, actor=me.email, action="records.exported", subject=source, detail=detail)
        lines = exports.as_csv(columns, rows) if form == "csv" else exports.as_json(rows)
        return Response(
            (line.encode() for line in lines),
            content_type=_TYPES[form],
            headers={"Content-Disposition": f'attachment; filename="forethought-{source}.{form}"'},
        )

    return screen


def read_span() -> Span:
    """Read which days are asked for, and perhaps one example."""
    return Span(first=_day("from"), last=_day("to"), number=_number("number"))


def _proof(services: Services) -> dict[str, Any]:
    rows, seal = services.audit.last()
    return {"broken": services.audit.broken_at(), "rows": rows, "seal": seal}


def _words() -> str:
    return request.args.get("search", "").strip()[:200]


def _day(name: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def _number(name: str) -> int | None:
    written = request.args.get(name, "").strip()
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 18 else None

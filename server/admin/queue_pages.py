"""The pages of the queue as they are read: the list, one example, what went stale, and how far readers agree."""

from typing import Any

from flask import render_template, request, session, url_for

from server.admin.guide import guide
from server.admin.marking import pieces
from server.admin.roles import Role
from server.admin.services import Services
from server.admin.session import Person, person
from server.agreement import agreement
from server.errors import Refusal
from server.store.listing import KINDS, STATES, Filter
from server.store.queue import Queue
from server.store.queue_views import Item, Said
from server.store.reviews import Reviews
from server.store.settling import REASONS
from server.store.tables.base import today
from server.suspicions import are_listed
from server.triage import view_of

REST_AFTER = 25
KIND_WORDS = {
    "false_alarm": "False alarm",
    "missed": "Missed",
    "right": "Right",
    "suspected_label": "Suspected label",
}


class QueuePages:
    """Renders the pages of the queue for the person who is signed in."""

    def __init__(self, services: Services, queue: Queue, reviews: Reviews) -> None:
        self._checkers = services.checkers
        self._suspects = ("", False)
        self._artefacts = services.config.artefacts
        self._queue = queue
        self._reviews = reviews

    def list(self) -> str:
        """Render one page of the list."""
        here = wanted()
        return self._render(
            "list",
            page=self._queue.page(here, number_of("page", 1)),
            wanted=here,
            counts=self._queue.counts(),
            disputed=self._queue.disputed(),
            oldest=self._queue.oldest(),
            sites=self._queue.sites(),
            undo=request.args.get("undo"),
            has_suspects=self._has_suspects(),
        )

    def item(self, number: int, problem: str = "") -> str:
        """Render one example; with a problem, as its reader had filled it in."""
        found = self._queue.item(number)
        if found is None:
            raise Refusal("not-found", "This example is not here any more: it was withdrawn by its sender, or sealed.")
        me = person()
        mine = next((said for said in found.said if said.reader_id == me.id), None)
        is_told = _is_told(found, mine, me)
        before, after = self._queue.beside(wanted(), number)
        typed = request.form if problem else None
        return self._render(
            "item",
            item=found,
            mine=mine,
            said=found.said if is_told else [],
            hidden=0 if is_told else len(found.said),
            pieces=pieces(found.row.text, found.findings, guide(self._checkers).severity),
            view=view_of(self._checkers, found.row.text),
            chosen=set(typed.getlist("label") if typed else mine.labels if mine else ()),
            quiet=set(typed.getlist("notice") if typed else mine.notices if mine else ()),
            silent=typed.get("silent") == "yes" if typed else _is_silent(mine),
            reply=typed.get("reply", "") if typed else mine.reply if mine else "",
            problem=problem,
            before=before,
            after=after,
            undo=request.args.get("undo") or (mine.act if mine else None),
        )

    def stale(self, number: int) -> str:
        """Say who was faster, and keep what was chosen."""
        return self._render("stale", number=number, item=self._queue.item(number))

    def agreement(self) -> str:
        """Show how far two readers agree, label by label."""
        pairs = self._reviews.pairs()
        rows = agreement(pairs, guide(self._checkers).titles)
        return self._render("agreement", pairs=len(pairs), rows=rows)

    def _has_suspects(self) -> bool:
        """Tell whether the training of the version in service doubted labels; read once a version."""
        if not self._checkers.is_ready:
            return False
        version = self._checkers.current().model_version
        if self._suspects[0] != version:
            self._suspects = (version, are_listed(self._artefacts, version))
        return self._suspects[1]

    def _render(self, template: str, **more: Any) -> str:
        return render_template(
            f"admin/queue/{template}.html",
            guide=guide(self._checkers),
            kinds=KIND_WORDS,
            reasons=REASONS,
            today=today(),
            query=query_of(wanted()),
            may_decide=person().may(Role.DIRECTOR, Role.REVIEWER),
            **more,
        )


def wanted() -> Filter:
    """Read the filter from the address; what it does not know, it leaves out."""
    read = request.args.get
    state, kind = read("state", "open"), read("kind", "")
    return Filter(
        state=state if state in STATES else "open",
        kind=kind if kind in KINDS else "",
        label=read("label", "")[:60],
        site=read("site", "")[:253],
        search=read("search", "").strip()[:100],
    )


def query_of(here: Filter) -> dict[str, str]:
    """Return the filter as it stands in addresses: what is set, and nothing else."""
    named = {name: getattr(here, name) for name in ("state", "kind", "label", "site", "search")}
    return {name: value for name, value in named.items() if value and (name, value) != ("state", "open")}


def address(page: str, **more: Any) -> str:
    """Return the address of a page of the queue under the filter of this request."""
    values: dict[str, Any] = {**query_of(wanted()), **more}
    return url_for(f"queue.{page}", **values)


def number_of(name: str, otherwise: int) -> int:
    """Read a whole number from the address or the form."""
    value = request.values.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else otherwise


def rest() -> str:
    """Count one more example looked at, and return a reminder to rest when it is time for one."""
    looked_at = session["looked_at"] = int(session.get("looked_at", 0)) + 1
    if looked_at % REST_AFTER:
        return ""
    return f"You have looked at {looked_at}. A short rest keeps judgement even: nothing runs away."


def _is_told(found: Item, mine: Said | None, me: Person) -> bool:
    """Tell whether the person sees what others chose; a second reader reads for themselves first."""
    if found.row.state in {"reviewed", "dismissed"} or found.row.disputed or mine is not None:
        return True
    return not me.may(Role.DIRECTOR, Role.REVIEWER)


def _is_silent(said: Said | None) -> bool:
    return said is not None and said.verdict == "labels" and not said.labels

"""The queue: flagged examples in the order of what teaches most, one at a time or many alike at once."""

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from server.admin.choosing import UnreadableError, read_numbers, read_word
from server.admin.guide import guide
from server.admin.queue_pages import QueuePages, address, number_of, rest, wanted
from server.admin.roles import READERS, REVIEWERS, Role
from server.admin.services import Services
from server.admin.session import person
from server.store.doubts import Doubts
from server.store.queue import Queue
from server.store.reviews import Reader, StaleError
from server.store.suspects import KIND, Suspects
from server.suspicions import suspicions
from server.triage import ask_again

DOORS: dict[str, frozenset[Role]] = {
    "GET /admin/queue": READERS,
    "GET /admin/queue/agreement": READERS,
    "GET /admin/queue/<int:number>": READERS,
    "POST /admin/queue/<int:number>": REVIEWERS,
    "POST /admin/queue/alike": REVIEWERS,
    "POST /admin/queue/suspects": REVIEWERS,
    "POST /admin/queue/undo": REVIEWERS,
}
AT_ONCE = 500


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("queue", __name__)
    queue, doubts = Queue(services.database), Doubts(services.database)
    reviews, suspects = services.reviews, Suspects(services.database)
    pages = QueuePages(services, queue, reviews)

    screen.get("/admin/queue", endpoint="show")(pages.list)
    screen.get("/admin/queue/<int:number>", endpoint="item")(pages.item)
    screen.get("/admin/queue/agreement", endpoint="agreement")(pages.agreement)

    @screen.post("/admin/queue/<int:number>")
    def decide(number: int) -> Response | tuple[str, int]:
        reader, choices = _reader(), guide(services.checkers)
        try:
            word, wants_second = read_word(request.form, choices.titles, [one.id for one in choices.notices])
        except UnreadableError as unreadable:
            return pages.item(number, str(unreadable)), 422
        revision = number_of("revision", -1)
        try:
            act = reviews.decide(number, revision, reader, word, wants_second=wants_second)
        except StaleError:
            return pages.stale(number), 409
        if request.form.get("alike") == "yes" and not wants_second:
            others = [one for one in queue.alike(number, AT_ONCE) if one != number]
            _, saved, _ = reviews.decide_alike(others, reader, word, act=act)
            flash(f"Saved for this one and {saved} more that say the same.", "done")
        ask_again(services.checkers, doubts)
        if reminder := rest():
            flash(reminder, "note")
        _, after = queue.beside(wanted(), number, read_by=reader.id)
        after = after or queue.first(wanted(), read_by=reader.id)
        if after is None or after == number:
            flash("That was the last one here.", "done")
            return redirect(address("show", undo=act))
        return redirect(address("item", number=after, undo=act))

    @screen.post("/admin/queue/alike")
    def decide_many() -> Response:
        try:
            numbers = read_numbers(request.form)
            word, _ = read_word(request.form, guide(services.checkers).titles, ())
        except UnreadableError as unreadable:
            flash(str(unreadable), "problem")
            return redirect(address("show"))
        if wanted().is_grouped:
            numbers = [one for number in numbers for one in queue.alike(number, AT_ONCE)]
        act, saved, left = reviews.decide_alike(numbers[:AT_ONCE], _reader(), word)
        left += len(numbers[AT_ONCE:])
        rest_of_them = f" {left} were left as they are: look at them one by one." if left else ""
        flash(f"Saved for {saved}.{rest_of_them}", "done")
        return redirect(address("show", undo=act))

    @screen.post("/admin/queue/suspects")
    def bring() -> Response:
        version = services.checkers.current().model_version
        brought = suspects.bring(suspicions(services.config.artefacts, version))
        flash(f"Doubted labels that came to the queue: {brought}." if brought else "No label is doubted anew.", "done")
        return redirect(url_for("queue.show", kind=KIND) if brought else address("show"))

    @screen.post("/admin/queue/undo")
    def undo() -> Response:
        undone = reviews.undo(request.form.get("undo", ""), _reader())
        if not undone:
            flash("There was nothing of yours to take back.", "note")
            return redirect(address("show"))
        flash("Taken back." if len(undone) == 1 else f"Taken back for {len(undone)}.", "done")
        return redirect(address("item", number=undone[0]) if len(undone) == 1 else address("show"))

    return screen


def _reader() -> Reader:
    me = person()
    return Reader(me.id, me.name)

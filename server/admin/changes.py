"""The history of the district's changes: who changed what when, and any version restored."""

from collections.abc import Sequence

from flask import Blueprint, Response, flash, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from model import Overlay, PolicyError, load_policy, parse_overlay
from server.admin import drafts
from server.admin.roles import DIRECTORS, READERS, Role
from server.admin.services import Services
from server.admin.session import person
from server.errors import Refusal
from server.store.overlay import OverlayVersion, StaleOverlayError

DOORS: dict[str, frozenset[Role]] = {
    "GET /admin/rules/history": READERS,
    "GET /admin/rules/history/<int:version>": READERS,
    "POST /admin/rules/history/<int:version>": DIRECTORS,
}


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("changes", __name__)

    def found(version: int) -> OverlayVersion:
        one = services.overlay.read(version)
        if one is None:
            raise Refusal("not-found")
        return one

    @screen.get("/admin/rules/history")
    def history() -> str:
        return render_template(
            "admin/rules/history.html", versions=services.overlay.history(), overlaid=services.checkers.overlaid
        )

    @screen.get("/admin/rules/history/<int:version>")
    def version_page(version: int) -> str:
        one, newest = found(version), services.overlay.current()
        before = services.overlay.read(version - 1) if version else None
        return render_template(
            "admin/rules/version.html",
            one=one,
            newest=newest,
            made=differences(readable(before) if before else Overlay(), readable(one)),
            back=differences(readable(newest), readable(one)),
        )

    @screen.post("/admin/rules/history/<int:version>")
    def restore(version: int) -> Answer:
        one = found(version)
        seen = request.form.get("seen", -1, int)
        try:
            load_policy(overlay=parse_overlay(one.content))
            services.overlay.replace(
                one.content,
                seen=seen,
                actor=person().email,
                action="overlay.restored",
                what=f"restored version {version}",
            )
        except PolicyError as refused:
            flash(f"Version {version} cannot be used with this release: {refused}", "problem")
            return redirect("/admin/rules/history")
        except StaleOverlayError as stale:
            flash(
                f"{stale.other.actor} saved version {stale.other.version} in between: look again before you restore.",
                "problem",
            )
            return Response(version_page(version), 409)
        flash(f"Version {version} counts again. Every check follows within 10 seconds.", "done")
        return redirect("/admin/rules/history")

    return screen


def differences(before: Overlay, after: Overlay) -> Sequence[tuple[str, str]]:
    """Return the difference of every file between two overlays, as lines."""
    names = {(part, name) for overlay in (before, after) for part, name, _ in overlay.walk()}
    return [line for part, name in sorted(names) for line in drafts.compare(before, after, part, name)]


def readable(version: OverlayVersion) -> Overlay:
    """Return a version's overlay; an empty one where it cannot be read any more."""
    try:
        return parse_overlay(version.content)
    except PolicyError:
        return Overlay()

"""The first page of the console: what waits, and how the warnings are taken."""

from flask import Blueprint, render_template

from server.admin.roles import EVERYBODY, Role
from server.admin.services import Services

DOORS: dict[str, frozenset[Role]] = {"GET /admin": EVERYBODY}


def make_blueprint(services: Services) -> Blueprint:  # noqa: ARG001 -- every screen is made alike
    """Return the routes of this screen."""
    screen = Blueprint("overview", __name__)

    @screen.get("/admin")
    def overview() -> str:
        return render_template("admin/overview/overview.html")

    return screen

"""The console under /admin: one module a screen; this folder is read whole. What is in no screen's DOORS is closed.

A screen is a module with `make_blueprint(services)` and `DOORS`, the roles that open each of its addresses; the
addresses that need nobody signed in are listed as `OPEN`, and tests/server/test_console_access.py says which may be.
"""

from importlib import import_module
from pkgutil import iter_modules

from flask import Flask

from server.admin import shown
from server.admin.guard import Guard, problem_page
from server.admin.roles import Role
from server.admin.services import Services

_modules = [import_module(f"{__name__}.{one.name}") for one in iter_modules(__path__)]
SCREENS = [one for one in _modules if hasattr(one, "make_blueprint")]
DOORS: dict[str, frozenset[Role]] = {address: roles for screen in SCREENS for address, roles in screen.DOORS.items()}
OPEN_DOORS: frozenset[str] = frozenset(address for screen in SCREENS for address in getattr(screen, "OPEN", ()))

__all__ = ["DOORS", "OPEN_DOORS", "SCREENS", "install", "problem_page"]


def install(app: Flask, services: Services) -> Guard:
    """Add every screen to `app`, and return the guard that decides who may see which."""
    app.config.update(
        SESSION_COOKIE_NAME="forethought_form",
        SESSION_COOKIE_PATH="/admin",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=bool(services.config.public_url and services.config.public_url.startswith("https:")),
    )
    app.secret_key = services.config.secret_key
    app.extensions["forethought.services"] = services
    shown.install(app, DOORS)
    for screen in SCREENS:
        app.register_blueprint(screen.make_blueprint(services))
    return Guard(app, services.sessions, DOORS, OPEN_DOORS)

"""The console under /admin: one module a screen. What is in no screen's DOORS is closed."""

from flask import Flask

from server.admin import (
    changes,
    comparison,
    district,
    editing,
    exchange,
    gate,
    overview,
    policy,
    promotion,
    proposals,
    queue,
    rollback,
    rules,
    runs,
    saving,
    shadowing,
    shown,
    sign_in,
    site_lists,
    sites,
    trying,
)
from server.admin.guard import Guard, problem_page
from server.admin.roles import Role
from server.admin.services import Services

SCREENS = (
    overview,
    queue,
    sites,
    site_lists,
    district,
    sign_in,
    runs,
    promotion,
    rollback,
    shadowing,
    rules,
    editing,
    trying,
    saving,
    proposals,
    changes,
    exchange,
    policy,
    comparison,
    gate,
)
DOORS: dict[str, frozenset[Role]] = {address: roles for screen in SCREENS for address, roles in screen.DOORS.items()}
OPEN_DOORS = sign_in.OPEN

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

"""What every template of the console may use: the rail, the person, icons, relative times, the form's token."""

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask, g
from flask_wtf.csrf import generate_csrf  # type: ignore[import-untyped]
from markupsafe import Markup

from server.admin.roles import Role
from server.store.tables.moment import now

BUNDLE = Path(__file__).parents[1] / "static" / "console" / "console.js"

# Topic, address, icon. A topic is shown to those whose role opens it.
RAIL = (
    ("Overview", "/admin", "speedometer2"),
    ("Queue", "/admin/queue", "inbox"),
    ("Runs", "/admin/runs", "arrow-repeat"),
    ("Rules & policy", "/admin/rules", "sliders"),
    ("Sites", "/admin/sites", "globe2"),
    ("People", "/admin/people", "people"),
    ("Records", "/admin/records", "archive"),
)
_UNITS = (("year", 31_557_600), ("month", 2_629_800), ("day", 86_400), ("hour", 3_600), ("minute", 60))


def install(app: Flask, doors: Mapping[str, frozenset[Role]]) -> None:
    """Hand the templates of `app` what they may use."""
    app.jinja_env.globals.update(csrf=csrf_field, csrf_value=generate_csrf, icon=icon)
    app.jinja_env.filters.update(ago=ago, since=since)

    def common() -> dict[str, Any]:
        me = g.get("person")
        rail = [one for one in RAIL if me is not None and doors.get(f"GET {one[1]}", frozenset()) & me.roles]
        return {"me": me, "rail": rail, "console_built": BUNDLE.is_file()}

    app.context_processor(common)


def csrf_field() -> Markup:
    """Return the hidden field that every form carries."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def icon(name: str) -> Markup:
    """Return an icon of Bootstrap Icons that says nothing to a screen reader: words stand beside it."""
    return Markup('<i class="bi bi-{}" aria-hidden="true"></i>').format(name)


def ago(moment: datetime.datetime | None) -> Markup:
    """Say how long ago a moment was, with the exact one on hover."""
    if moment is None:
        return Markup("never")
    seconds = int((now() - moment).total_seconds())
    words = "just now"
    for unit, length in _UNITS:
        count = abs(seconds) // length
        if count:
            many = f"{count} {unit}{'s' if count > 1 else ''}"
            words = f"{many} ago" if seconds > 0 else f"in {many}"
            break
    exact = moment.astimezone(datetime.UTC)
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        exact.isoformat(timespec="seconds"), exact.strftime("%Y-%m-%d %H:%M UTC"), words
    )


def since(day: datetime.date | None) -> Markup:
    """Say how long ago a day was, with the exact one on hover."""
    if day is None:
        return Markup("never")
    days = (now().date() - day).days
    words = {0: "today", 1: "yesterday", -1: "tomorrow"}.get(days) or (
        f"{days} days ago" if days > 0 else f"in {-days} days"
    )
    return Markup('<time datetime="{}" title="{}">{}</time>').format(day.isoformat(), day.isoformat(), words)

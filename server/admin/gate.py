"""The gate's two lists and its limits: search, add, remove, edit, and go back to an older version.

Posts of the lists are no drafts and no flags: whoever adds one writes it. Left out: asking the gate about a version,
which is done where that version is (comparison.py, promotion.py).
"""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from model import (
    LARGEST_RATIO,
    Limits,
    ModelError,
    Policy,
    new_post,
    parse_limits,
    read_limits,
    read_posts,
    write_gate,
)
from server.admin.roles import DIRECTORS, READERS, Role
from server.admin.services import Services
from server.admin.session import person
from server.errors import Refusal
from server.store.gate import Content, Gates, StaleGateError

DOORS: dict[str, frozenset[Role]] = {
    "GET /admin/gate": READERS,
    "POST /admin/gate/posts": DIRECTORS,
    "POST /admin/gate/posts/remove": DIRECTORS,
    "POST /admin/gate/limits": DIRECTORS,
    "POST /admin/gate/restore": DIRECTORS,
}
LISTS = {"must_warn": "Must warn", "must_stay_silent": "Must stay silent"}
LIMITS = {
    "recall_floor": "Of every label at least this share of the validation posts is found",
    "false_alarms": "Silent held-out posts that may be warned about, at most",
    "ordinary_alarms": "Ordinary held-out posts that may be warned about, at most",
    "protected_alarms": "Protected speech that may be warned about, at most",
    "recall_fall": "Recall may fall by this much against the version in service",
    "label_recall_fall": "Recall of a single label may fall by this much",
    "alarms_rise": "False alarms may rise by this much",
    "shipped_wrong": "Shipped posts of a list that may go wrong, at most",
    "newly_wrong": "Shipped posts that may go wrong though the version in service gets them right, at most",
}
MOST_POSTS = 60  # of a list on one page


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("gate", __name__)
    folder = services.config.artefacts
    gates = Gates(services.database, services.audit)

    def page(problem: str | None = None) -> str:
        policy = services.checkers.current().policy
        try:
            posts, limits = _read(folder, policy)
        except ModelError as broken:
            posts, limits, problem = {name: [] for name in LISTS}, Limits(), str(broken)
        query = request.args.get("q", "").strip()
        found = {name: [one for one in some if _matches(one, query)] for name, some in posts.items()}
        return render_template(
            "admin/gate/gate.html",
            problem=problem,
            lists=LISTS,
            found={name: some[-MOST_POSTS:] for name, some in found.items()},
            matching={name: len(some) for name, some in found.items()},
            sizes={name: len(some) for name, some in posts.items()},
            query=query,
            labels=[(label.id, label.title) for label in policy.labels.values()],
            titles={label.id: label.title for label in policy.labels.values()},
            limits=_typed(limits, policy),
            limit_words=LIMITS,
            largest_ratio=LARGEST_RATIO,
            typed=request.form,
            newest=gates.newest(),
            versions=gates.history(),
        )

    def save(change: Any, what: str, seen: int | None = None) -> Answer | tuple[str, int]:
        policy = services.checkers.current().policy

        def write(content: Content) -> None:
            write_gate(folder, content, parse_limits(content["limits"], policy.labels))

        try:
            number = gates.save(lambda: change(policy), write, actor=person().email, what=what, seen=seen)
        except StaleGateError as stale:
            other = stale.other
            return page(f"{other.actor} changed the gate meanwhile: {other.what}. Look at it, then save again."), 409
        except ModelError as refused:
            return page(str(refused)), 422
        except OSError:
            return page(
                "The files of the gate could not be written: see that the disk is not full. Nothing changed."
            ), 507
        flash(f"Saved as version {number} of the gate.", "done")
        return redirect("/admin/gate", 303)

    @screen.get("/admin/gate")
    def show() -> str:
        return page()

    @screen.post("/admin/gate/posts")
    def add() -> Answer | tuple[str, int]:
        name, text = _list(), request.form.get("text", "")
        labels = [one for one in request.form.getlist("labels") if one in services.checkers.current().policy.labels]

        def change(policy: Policy) -> Content:
            posts, limits = _read(folder, policy)
            post = new_post(posts, name, text, labels if name == "must_warn" else [])
            return _content({**posts, name: [*posts[name], post]}, limits)

        return save(change, f"added a post to “{LISTS[name]}”")

    @screen.post("/admin/gate/posts/remove")
    def remove() -> Answer | tuple[str, int]:
        name, post_id = _list(), request.form.get("id", "")

        def change(policy: Policy) -> Content:
            posts, limits = _read(folder, policy)
            return _content({**posts, name: [post for post in posts[name] if post["id"] != post_id]}, limits)

        return save(change, f"removed {post_id[:20]} from “{LISTS[name]}”")

    @screen.post("/admin/gate/limits")
    def limit() -> Answer | tuple[str, int]:
        def change(policy: Policy) -> Content:
            return _content(_read(folder, policy)[0], parse_limits(_asked(policy), policy.labels))

        return save(change, "changed the limits", _seen())

    @screen.post("/admin/gate/restore")
    def restore() -> Answer | tuple[str, int]:
        version = request.form.get("version", "")
        content = gates.read(int(version)) if version.isdecimal() and len(version) < 9 else None
        if content is None and version != "0":
            raise Refusal("not-found", "This version of the gate does not exist: load the page again.")

        def change(policy: Policy) -> Content:
            return content or _content(read_posts(None, (*policy.labels, *policy.notices)), Limits())

        return save(change, f"restored version {version}" if content else "restored what was shipped", _seen())

    return screen


def _read(folder: Path, policy: Policy) -> tuple[dict[str, list[dict[str, Any]]], Limits]:
    return read_posts(folder, (*policy.labels, *policy.notices)), read_limits(folder, policy.labels)


def _content(posts: Mapping[str, Any], limits: Limits) -> Content:
    return {**{name: list(posts[name]) for name in LISTS}, "limits": asdict(limits)}


def _matches(post: Mapping[str, Any], query: str) -> bool:
    words = f"{post['id']} {post['text']} {' '.join(post['labels'])} {post['kind']}".casefold()
    return all(word in words for word in query.casefold().split())


def _typed(limits: Limits, policy: Policy) -> dict[str, str]:
    """Return the limits as they are typed: shares in percent."""
    shares = {name: f"{100 * getattr(limits, name):g}" for name in LIMITS}
    floors = {f"floor.{label}": f"{100 * value:g}" for label, value in limits.label_floors.items()}
    return {
        "group_ratio": f"{limits.group_ratio:g}",
        **dict.fromkeys((f"floor.{one}" for one in policy.labels), ""),
        **shares,
        **floors,
    }


def _asked(policy: Policy) -> dict[str, Any]:
    """Read the form of limits; what is no number goes on as it is, and is refused by name."""

    def number(name: str, divisor: float) -> Any:
        raw = request.form.get(name, "").strip().replace(",", ".")
        try:
            return round(float(raw) / divisor, 6)
        except ValueError:
            return raw

    floors = {one: number(f"floor.{one}", 100) for one in policy.labels if request.form.get(f"floor.{one}", "").strip()}
    return {
        **{name: number(name, 100) for name in LIMITS},
        "group_ratio": number("group_ratio", 1),
        "label_floors": floors,
    }


def _list() -> str:
    name = request.form.get("list", "")
    if name not in LISTS:
        raise Refusal("not-found", "There is no such list: load the page again.")
    return name


def _seen() -> int:
    raw = request.form.get("seen", "")
    return int(raw) if raw.isdecimal() and len(raw) < 9 else 0

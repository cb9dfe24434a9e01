"""The guard of the console: opens an address to the roles listed for it, and keeps what was typed when it cannot."""

from collections.abc import Mapping

from flask import Flask, Response, flash, redirect, render_template, request, session
from flask_wtf import CSRFProtect  # type: ignore[import-untyped]
from flask_wtf.csrf import CSRFError  # type: ignore[import-untyped]
from werkzeug.wrappers import Response as Answer

from server.access import is_console
from server.admin import session as signed_in
from server.admin.roles import Role
from server.errors import Refusal
from server.store.sessions import Sessions

SIGN_IN = "/admin/sign-in"
# What is still asked of somebody who gave a password: only these addresses are open until then.
STEPS: Mapping[str, str] = {"code": "/admin/sign-in/code", "password": "/admin/password"}
MAX_FORM = 8 * 1024 * 1024
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_NEVER_KEPT = ("csrf_token", "password", "again", "code")


class Guard:
    """Decides about one request to the console.

    Parameters
    ----------
    app : Flask
        Gets the protection against forged forms.
    sessions : Sessions
        Who is signed in.
    doors : mapping
        The roles that open each address; what is not in it is closed.
    open_doors : frozenset
        Addresses that need nobody signed in.
    """

    def __init__(
        self, app: Flask, sessions: Sessions, doors: Mapping[str, frozenset[Role]], open_doors: frozenset[str]
    ) -> None:
        self._sessions = sessions
        self._doors = doors
        self._open = open_doors
        # The guard itself asks, after it knows who is there, so that an ended session is told before a stale form.
        app.config["WTF_CSRF_CHECK_DEFAULT"] = False
        app.config["WTF_CSRF_TIME_LIMIT"] = None
        # Which page asks was decided by Origin already; behind a proxy the scheme is not ours to see.
        app.config["WTF_CSRF_SSL_STRICT"] = False
        self._csrf = CSRFProtect(app)

    def __call__(self, address: str) -> Answer | None:
        """Return what to answer instead of the page; None lets the request in. Refusal when it is closed."""
        roles = self._doors.get(address)
        if address not in self._open and not roles:
            raise Refusal("closed")
        found = signed_in.recognise(self._sessions)
        if address in self._open:
            return self._forged()
        if found is None:
            return _ended()
        step = STEPS.get(found.needs)
        if step is not None and request.path != step:
            return redirect(step) if wants_page() else _refuse_script()
        if step is None and not (roles and roles & signed_in.person().roles):
            raise Refusal("role")
        # Lists and files of settings are longer than anything that the extension sends.
        request.max_content_length = request.max_form_memory_size = MAX_FORM
        return self._forged()

    def _forged(self) -> Answer | None:
        try:
            self._csrf.protect()
        except CSRFError:
            if not wants_page():
                raise Refusal("stale-form") from None
            return Response(kept_page("stale"), 400)
        return None


def wants_page() -> bool:
    """Tell whether a browser asked for a page, rather than a script for an answer."""
    return "text/html" in request.headers.get("Accept", "")


def kept_page(why: str) -> str:
    """Render what was typed, so that it can be sent again."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in _NEVER_KEPT]
    return render_template("admin/kept.html", why=why, fields=fields, sign_in=SIGN_IN)


def problem_page(refusal: Refusal, status: int) -> Response | None:
    """Show a refusal as a page of the console; None where a page was not asked for."""
    if not (is_console(request.path) and wants_page()):
        return None
    kind = refusal.kind
    page = render_template("admin/problem.html", title=kind.title, detail=refusal.detail, errors=refusal.errors)
    return Response(page, status, headers=dict(refusal.headers))


def _ended() -> Answer:
    if not wants_page():
        return _refuse_script()
    if request.method in _SAFE:
        if signed_in.COOKIE in request.cookies:
            flash("You were signed out because nothing happened for a while. Sign in to go on.", "note")
        session["next"] = request.full_path.rstrip("?")
        return redirect(SIGN_IN)
    return Response(kept_page("ended"), 401)


def _refuse_script() -> Answer:
    raise Refusal("signed-out")

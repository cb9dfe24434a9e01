"""Who is signed in: the cookie, the person, and what a screen may ask about them."""

from dataclasses import dataclass

from flask import Response, g, request

from server.admin.roles import Role
from server.config import Config
from server.store.sessions import ABSOLUTE, Sessions, SessionView

COOKIE = "forethought_console"
PATH = "/admin"


@dataclass(frozen=True, slots=True)
class Person:
    """The person who is signed in."""

    id: int
    name: str
    email: str
    roles: frozenset[Role]
    building: int | None

    def may(self, *roles: Role) -> bool:
        """Tell whether the person has one of these roles."""
        return bool(self.roles & set(roles))


def person() -> Person:
    """Return the person who is signed in; only where the guard let somebody in."""
    found: Person = g.person
    return found


def current() -> SessionView | None:
    """Return the session of this request, also one of which something is still asked; None for nobody."""
    found: SessionView | None = g.get("session_view")
    return found


def recognise(sessions: Sessions) -> SessionView | None:
    """Look the cookie of this request up, once."""
    if "session_view" not in g:
        cookie = request.cookies.get(COOKIE, "")
        g.session_view = sessions.find(cookie) if cookie else None
        if g.session_view is not None and not g.session_view.needs:
            g.person = _person(g.session_view)
    return current()


def put_cookie(answer: Response, cookie: str, config: Config) -> None:
    """Hand the browser its cookie; scripts cannot read it, and other sites cannot send it along."""
    answer.set_cookie(
        COOKIE,
        cookie,
        max_age=int(ABSOLUTE.total_seconds()),
        path=PATH,
        secure=is_secure(config),
        httponly=True,
        samesite="Lax",
    )


def drop_cookie(answer: Response, config: Config) -> None:
    """Take the cookie back."""
    answer.delete_cookie(COOKIE, path=PATH, secure=is_secure(config), httponly=True, samesite="Lax")


def is_secure(config: Config) -> bool:
    """Tell whether people reach the service by https."""
    return bool(config.public_url and config.public_url.startswith("https:"))


def _person(found: SessionView) -> Person:
    account = found.account
    known = set(Role)
    roles = frozenset(Role(one) for one in account.roles if one in known)
    return Person(account.id, account.name, account.email, roles, account.building)

"""Browsers that are signed in to the console, one a role, for the tests of its screens."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_openapi3.openapi import OpenAPI
from itsdangerous import URLSafeTimedSerializer

from server.admin.roles import Role
from server.admin.session import COOKIE

HOME = "http://127.0.0.1:8787"
WRITES = {"POST", "PUT", "PATCH", "DELETE"}


class Browser(FlaskClient):
    """Asks for pages as a browser does, and sends the form's token with everything that writes."""

    def open(self, *args: Any, **options: Any) -> Any:
        options = {"base_url": HOME} | options
        headers = {"Accept": "text/html,*/*;q=0.8"} | dict(options.pop("headers", None) or {})
        if options.get("method", "GET").upper() in WRITES and "X-CSRFToken" not in headers:
            headers["X-CSRFToken"] = self.csrf_token()
        return super().open(*args, headers=headers, **options)

    def csrf_token(self) -> str:
        """Return the token that the forms of this browser carry."""
        with self.session_transaction("/admin", base_url=HOME) as form:
            raw = form.setdefault("csrf_token", "0" * 40)
        return str(URLSafeTimedSerializer(self.application.secret_key, salt="wtf-csrf-token").dumps(raw))


@pytest.fixture
def sign_in(app: OpenAPI) -> Callable[..., Browser]:
    """Return a function that makes an account with one or more roles and a browser signed in to it.

    The e-mail is `<role>@school.example`, with a number behind the role from the second of a kind on.
    """

    def begin(*roles: Role | str, building: int | None = None) -> Browser:
        services = app.extensions["forethought.services"]
        name = str(roles[0])
        same = [one for one in services.people.everyone() if one.email.startswith(name)]
        email = f"{name}{len(same) + 1 if same else ''}@school.example"
        with services.database.writing() as database:
            account = services.people.create(
                database,
                email=email,
                name=f"Robin {name.title()}",
                roles=[str(one) for one in roles],
                building=building,
            )
            cookie = services.sessions.start(database, account)
        browser = visitor(app)
        browser.set_cookie(COOKIE, cookie, path="/admin", domain="127.0.0.1")
        return browser

    return begin


def visitor(app: OpenAPI) -> Browser:
    """Return a browser that nobody signed in."""
    return Browser(app, app.response_class, use_cookies=True)


@pytest.fixture
def nobody(app: OpenAPI) -> Browser:
    return visitor(app)


@pytest.fixture
def director(sign_in: Callable[..., Browser]) -> Browser:
    return sign_in(Role.DIRECTOR)


@pytest.fixture
def reviewer(sign_in: Callable[..., Browser]) -> Browser:
    return sign_in(Role.REVIEWER)


@pytest.fixture
def principal(sign_in: Callable[..., Browser]) -> Browser:
    return sign_in(Role.PRINCIPAL)


@pytest.fixture
def auditor(sign_in: Callable[..., Browser]) -> Browser:
    return sign_in(Role.AUDITOR)

"""Signing in with the district's own accounts: OpenID Connect, as Google Workspace and Microsoft Entra speak it.

Nobody gets an account this way. The first time, a person is known by the e-mail that the provider has verified;
from then on by the provider's own name for them, so that an address that changes hands opens nothing.
"""

from typing import Any

import structlog
from authlib.integrations.base_client import OAuthError  # type: ignore[import-untyped]
from authlib.integrations.flask_client import OAuth  # type: ignore[import-untyped]
from flask import Blueprint, flash, redirect, request
from werkzeug.wrappers import Response as Answer

from server.admin.guard import SIGN_IN
from server.admin.roles import Role
from server.admin.services import Services
from server.admin.sign_in import let_in, note_about
from server.errors import Refusal
from server.outside import Outside
from server.store.people import AccountView

OPEN = frozenset({"GET /admin/sign-in/outside", "GET /admin/sign-in/outside/back"})
DOORS: dict[str, frozenset[Role]] = {}
SECONDS = 10

_log = structlog.get_logger()


def make_blueprint(services: Services) -> Blueprint:
    """Return the routes of this screen."""
    screen = Blueprint("outside", __name__)
    outside = services.config.outside
    clients = OAuth()

    @screen.record_once
    def register(state: Any) -> None:
        clients.init_app(state.app)
        if outside is not None:
            clients.register(
                "outside",
                client_id=outside.client_id,
                client_secret=outside.client_secret,
                server_metadata_url=f"{outside.issuer}/.well-known/openid-configuration",
                client_kwargs={"scope": "openid email profile", "code_challenge_method": "S256", "timeout": SECONDS},
            )

    def back() -> str:
        own = services.config.public_url or request.host_url.rstrip("/")
        return f"{own}/admin/sign-in/outside/back"

    @screen.get("/admin/sign-in/outside")
    def leave() -> Answer:
        if outside is None:
            raise Refusal("not-found", "Signing in with the district's accounts is not set up here.")
        try:
            if clients.outside.load_server_metadata().get("issuer", "").rstrip("/") != outside.issuer:
                return _refuse(f"{outside.name} goes by another name than the one set here. Tell a director.")
            answer: Answer = clients.outside.authorize_redirect(back(), **_hints(outside))
        except Exception as failed:  # noqa: BLE001 -- whatever keeps the provider away, people sign in by password
            _log.warning("sign_in_service_away", exc_info=failed)
            return _refuse(f"{outside.name} does not answer. Try again in a moment, or use your password.")
        return answer

    @screen.get("/admin/sign-in/outside/back")
    def come_back() -> Answer:
        if outside is None:
            raise Refusal("not-found", "Signing in with the district's accounts is not set up here.")
        try:
            # Proves state, nonce, signature, issuer, audience and time.
            token = clients.outside.authorize_access_token()
            claims = dict(token["userinfo"])
            if claims["iss"].rstrip("/") != outside.issuer:
                return _refuse(f"{outside.name} goes by another name than the one set here. Tell a director.")
            if "email" not in claims:
                more = clients.outside.userinfo(token=token)
                claims |= more if more["sub"] == claims["sub"] else {}
        except OAuthError:
            return _refuse(f"{outside.name} did not let you in, or it took too long. Try again.")
        except Exception as failed:  # noqa: BLE001 -- a broken answer of the provider opens nothing
            _log.warning("sign_in_refused", exc_info=failed)
            return _refuse(f"What {outside.name} sent cannot be trusted. Try again; if it stays, tell a director.")
        account, why = _whose(services, outside, claims)
        if account is None:
            return _refuse(why)
        return let_in(services, account, "code" if account.has_totp else "")

    return screen


def _whose(services: Services, outside: Outside, claims: Any) -> tuple[AccountView | None, str]:
    """Return the account of these claims, or the sentence that says why there is none."""
    name = f"{claims['iss']} {claims['sub']}"
    email = str(claims.get("email") or "").strip().lower()
    if outside.tenant and claims.get("tid") != outside.tenant:
        return None, "This account belongs to another organisation. Choose your district's account."
    if email.rpartition("@")[2] not in outside.domains:
        return None, "This account is not one of the district. Choose your district's account."
    known = services.people.by_outside(name)
    if known is not None and not known.closed:
        return known, ""
    # Entra says by `xms_edov` that the address belongs to a domain the tenant has proved; others by `email_verified`.
    if not (_true(claims.get("email_verified")) or _true(claims.get("xms_edov"))):
        return None, f"{outside.name} has not verified your e-mail address. Ask whoever runs it, or use your password."
    return _linked(services, email, name)


def _linked(services: Services, email: str, name: str) -> tuple[AccountView | None, str]:
    """Tie the account of a verified address to the provider's name for the person."""
    account = services.people.by_email(email)
    if account is None or account.closed:
        return None, "You have no account here. Ask a director of your district for one."
    with services.database.writing() as database:
        if not services.people.link(database, account.id, name):
            return None, "This address is tied to another person. Ask a director to look at your account."
        note_about(services, database, account, "person.linked")
    return account, ""


def _hints(outside: Outside) -> dict[str, str]:
    # Google offers only accounts of the domain; what counts is checked when they come back.
    return {"hd": outside.domains[0]} if outside.issuer == "https://accounts.google.com" else {}


def _true(claim: object) -> bool:
    return claim is True or claim == 1 or str(claim).lower() == "true"


def _refuse(why: str) -> Answer:
    flash(why, "problem")
    return redirect(SIGN_IN)

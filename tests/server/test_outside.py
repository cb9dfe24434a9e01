"""Signing in with the district's own accounts, against a real OpenID Connect provider on this machine."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import requests

from server import create_app
from server.checking import Checkers
from server.config import from_environment
from server.errors import ConfigError
from tests.server.conftest import ROOT, wait_until
from tests.server.console import HOME, visitor
from tests.server.fakes import FakeChecker

BACK = f"{HOME}/admin/sign-in/outside/back"
EMAIL = "robin@school.example"
SETTINGS = {
    "FORETHOUGHT_OIDC_CLIENT_ID": "forethought",
    "FORETHOUGHT_OIDC_CLIENT_SECRET": "a-secret-of-the-test",
    "FORETHOUGHT_OIDC_DOMAINS": "school.example",
    "FORETHOUGHT_OIDC_NAME": "Example Accounts",
}


@pytest.fixture
def start_provider(tmp_path):
    """Start real providers; they are stopped afterwards."""
    started = []

    def begin(lie=""):
        output = tmp_path / f"provider-{len(started)}.log"
        with output.open("wb") as out:
            process = subprocess.Popen(
                [shutil.which("node"), str(Path(__file__).parent / "oidc_provider.mjs"), BACK, lie],
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
                env=os.environ | {"NODE_ENV": "test"},
            )
        started.append(process)

        def address():
            assert process.poll() is None, output.read_text()
            found = re.search(r"listening on (\S+)", output.read_text())
            return found and found[1]

        return wait_until(address, 30.0)

    yield begin
    for process in started:
        process.terminate()
        process.wait(10)


@pytest.fixture
def make_app(database, tmp_path):
    def make(issuer, **more):
        settings = SETTINGS | {"FORETHOUGHT_OIDC_ISSUER": issuer, "FORETHOUGHT_HOME": str(tmp_path)} | more
        return create_app(from_environment(settings), Checkers(tmp_path, checker=FakeChecker()), database)

    return make


@pytest.fixture
def account(make_app):
    """Make the account that the provider's people are to be matched with."""
    people = make_app("http://127.0.0.1:9").extensions["forethought.services"].people
    with people._database.writing() as session:
        return people.create(session, email=EMAIL, name="Robin", roles=["director"])


def at_the_provider(url, name):
    """Sign in at the provider as a person would, and return the address it sends the browser back to."""
    person = requests.Session()
    answer = person.get(url, timeout=10, allow_redirects=False)
    for _ in range(12):
        if answer.is_redirect:
            where = requests.compat.urljoin(answer.url, answer.headers["Location"])
            if where.startswith(BACK):
                return where
            answer = person.get(where, timeout=10, allow_redirects=False)
            continue
        form = re.search(r'<form[^>]*action="([^"]+)"', answer.text)
        assert form, answer.text
        fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.text))
        fields |= {"login": name, "password": "any"} if fields["prompt"] == "login" else {}
        action = requests.compat.urljoin(answer.url, form[1])
        answer = person.post(action, data=fields, timeout=10, allow_redirects=False)
    raise AssertionError("The provider did not send the browser back.")


def come_in(app, name):
    """Sign a new browser in by way of the provider; return the browser and what the console answered."""
    browser = visitor(app)
    leave = browser.get("/admin/sign-in/outside")
    assert leave.status_code == 302, leave.text
    back = at_the_provider(leave.location, name)
    return browser, browser.get(back.removeprefix(HOME))


def why(browser):
    return browser.get("/admin/sign-in").text


def test_a_verified_address_opens_the_account_that_exists(start_provider, make_app, account):
    app = make_app(start_provider())
    assert "Sign in with Example Accounts" in visitor(app).get("/admin/sign-in").text
    browser, answer = come_in(app, "robin")
    assert answer.location == "/admin" and browser.get("/admin").status_code == 200
    assert app.extensions["forethought.services"].audit.latest()[0].action == "person.signed_in"
    again, answer = come_in(app, "robin")
    assert answer.location == "/admin" and again.get("/admin").status_code == 200


def test_a_provider_that_tells_the_address_only_when_asked_is_asked(start_provider, make_app, account):
    browser, answer = come_in(make_app(start_provider("userinfo")), "robin")
    assert answer.location == "/admin" and browser.get("/admin").status_code == 200


def test_entra_vouches_for_an_address_in_its_own_way(start_provider, make_app, account):
    app = make_app(start_provider(), FORETHOUGHT_OIDC_TENANT="tenant-1")
    browser, _ = come_in(app, "entra")
    assert browser.get("/admin").status_code == 200


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("unverified", "has not verified your e-mail"),
        ("stranger", "You have no account here"),
        ("elsewhere", "not one of the district"),
        ("other-tenant", "another organisation"),
        ("nobody-known", "not one of the district"),
    ],
)
def test_everybody_else_stays_outside_with_a_sentence(start_provider, make_app, account, name, sentence):
    app = make_app(start_provider(), FORETHOUGHT_OIDC_TENANT="tenant-1" if name != "nobody-known" else "")
    browser, answer = come_in(app, name)
    assert answer.location == "/admin/sign-in" and sentence in why(browser)
    assert browser.get("/admin").status_code == 302
    people = app.extensions["forethought.services"].people
    assert [one.email for one in people.everyone()] == [EMAIL]


def test_an_address_that_changed_hands_opens_nothing(start_provider, make_app, account):
    app = make_app(start_provider())
    come_in(app, "robin")
    browser, _ = come_in(app, "robin-again")
    assert "tied to another person" in why(browser) and browser.get("/admin").status_code == 302


def test_a_closed_account_stays_closed(start_provider, make_app, account):
    app = make_app(start_provider())
    come_in(app, "robin")
    services = app.extensions["forethought.services"]
    from server.store.tables.people import Account

    with services.database.writing() as session:
        session.get(Account, account).closed = True
    browser, _ = come_in(app, "robin")
    assert "You have no account here" in why(browser) and browser.get("/admin").status_code == 302


def test_an_answer_that_another_browser_asked_for_opens_nothing(start_provider, make_app, account):
    app = make_app(start_provider())
    victim, mallory = visitor(app), visitor(app)
    back = at_the_provider(mallory.get("/admin/sign-in/outside").location, "robin")
    victim.get("/admin/sign-in/outside")
    answer = victim.get(back.removeprefix(HOME))
    assert answer.location == "/admin/sign-in" and "did not let you in" in why(victim)
    tampered = re.sub(r"code=[^&]+", "code=stolen", back.removeprefix(HOME))
    assert mallory.get(tampered).location == "/admin/sign-in" and mallory.get("/admin").status_code == 302


def test_a_provider_that_gives_another_name_for_itself_is_not_trusted(start_provider, make_app, account):
    browser = visitor(make_app(start_provider("issuer")))
    assert browser.get("/admin/sign-in/outside").location == "/admin/sign-in"
    assert "another name than the one set here" in why(browser)


def test_a_provider_that_is_away_leaves_the_password(make_app, account):
    browser = visitor(make_app("http://127.0.0.1:9"))
    assert browser.get("/admin/sign-in/outside").location == "/admin/sign-in"
    assert "Example Accounts does not answer" in why(browser)


def test_where_it_is_not_set_up_its_pages_say_so(nobody):
    assert "Sign in with" not in nobody.get("/admin/sign-in").text
    for path in ("/admin/sign-in/outside", "/admin/sign-in/outside/back"):
        assert nobody.get(path).status_code == 404


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"FORETHOUGHT_OIDC_ISSUER": "http://accounts.example"}, "https"),
        ({"FORETHOUGHT_OIDC_CLIENT_SECRET": ""}, "CLIENT_SECRET"),
        ({"FORETHOUGHT_OIDC_DOMAINS": " "}, "DOMAINS"),
        ({"FORETHOUGHT_OIDC_ISSUER": "https://login.microsoftonline.com/common/v2.0"}, "TENANT"),
    ],
)
def test_settings_that_would_let_others_in_are_refused(tmp_path, change, word):
    settings = SETTINGS | {"FORETHOUGHT_OIDC_ISSUER": "https://accounts.example", "FORETHOUGHT_HOME": str(tmp_path)}
    with pytest.raises(ConfigError, match=word):
        from_environment(settings | change)
    assert "a-secret" not in repr(from_environment(settings))

"""The second factor: set up with a picture, asked at sign-in, each code once, recovery codes, sealed secrets."""

import re
import time

import pyotp
import pytest

from server.admin import passwords
from server.admin.factor import Factor
from server.store.attempts import FREE
from tests.server.console import visitor

EMAIL, PASSWORD = "robin@school.example", "four brave otters juggle"


@pytest.fixture
def services(app):
    return app.extensions["forethought.services"]


@pytest.fixture
def account(services):
    with services.database.writing() as session:
        number = services.people.create(session, email=EMAIL, name="Robin", roles=["director"])
        services.people.set_password(session, number, passwords.hashed(PASSWORD))
    return number


def give(browser):
    return browser.post("/admin/sign-in", data={"email": EMAIL, "password": PASSWORD})


@pytest.fixture
def later(monkeypatch):
    """Let time go on, so that the next code is another one."""
    start = time.time()

    def forward(seconds):
        monkeypatch.setattr(time, "time", lambda: start + seconds)
        return start + seconds

    return forward


@pytest.fixture
def factor(app, account):
    """Set a second factor up and return its secret and recovery codes."""
    browser = visitor(app)
    give(browser)
    page = browser.get("/admin/account/second-factor").text
    secret = re.search(r'class="key">(\w+)', page)[1]
    answer = browser.post("/admin/account/second-factor", data={"code": pyotp.TOTP(secret).now()})
    return secret, re.findall(r"<li><code>([^<]+)", answer.text)


def test_the_picture_comes_from_this_service_and_says_the_key(app, account):
    browser = visitor(app)
    give(browser)
    assert browser.get("/admin/account/second-factor/picture.svg").status_code == 404
    browser.get("/admin/account/second-factor")
    picture = browser.get("/admin/account/second-factor/picture.svg")
    assert picture.mimetype == "image/svg+xml" and picture.text.startswith("<?xml")


def test_a_wrong_code_turns_nothing_on(app, account, services):
    browser = visitor(app)
    give(browser)
    page = browser.get("/admin/account/second-factor").text
    answer = browser.post("/admin/account/second-factor", data={"code": "000000"})
    assert answer.status_code == 422 and "does not fit" in answer.text
    key = re.search(r'class="key">(\w+)', page)[1]
    assert key in answer.text and not services.people.find(account).has_totp


def test_signing_in_asks_for_the_code_before_anything_opens(nobody, factor, later):
    give(nobody)
    assert nobody.get("/admin").location == "/admin/sign-in/code"
    assert nobody.post("/admin/account/second-factor/off").status_code == 302
    assert nobody.post("/admin/sign-in/code", data={"code": "000000"}).status_code == 401
    code = pyotp.TOTP(factor[0]).at(later(60))
    assert nobody.post("/admin/sign-in/code", data={"code": f"{code[:3]} {code[3:]}"}).location == "/admin"
    assert nobody.get("/admin").status_code == 200


def test_a_code_opens_once(app, nobody, factor, later):
    code = pyotp.TOTP(factor[0]).at(later(60))
    give(nobody), nobody.post("/admin/sign-in/code", data={"code": code})
    thief = visitor(app)
    give(thief)
    assert thief.post("/admin/sign-in/code", data={"code": code}).status_code == 401


def test_a_recovery_code_opens_once_and_the_rest_are_counted(app, nobody, factor, services, account):
    give(nobody)
    assert nobody.post("/admin/sign-in/code", data={"code": factor[1][0].upper()}).status_code == 302
    assert "9 are left" in nobody.get("/admin").text
    again = visitor(app)
    give(again)
    assert again.post("/admin/sign-in/code", data={"code": factor[1][0]}).status_code == 401
    assert services.people.find(account).recovery_left == 9


def test_codes_cannot_be_guessed(nobody, factor, later):
    give(nobody)
    statuses = [nobody.post("/admin/sign-in/code", data={"code": f"{n:06}"}).status_code for n in range(FREE + 1)]
    assert statuses == [401] * FREE + [429]


def test_the_code_page_is_of_no_use_without_a_password(nobody, factor):
    assert nobody.get("/admin/sign-in/code").location == "/admin/sign-in"
    assert nobody.post("/admin/sign-in/code", data={"code": factor[1][0]}).location == "/admin/sign-in"


def test_turning_it_off_asks_for_the_password(nobody, factor, later, services, account):
    give(nobody), nobody.post("/admin/sign-in/code", data={"code": pyotp.TOTP(factor[0]).at(later(60))})
    assert nobody.post("/admin/account/second-factor/off", data={"password": "wrong"}).status_code == 422
    assert services.people.find(account).has_totp
    assert nobody.post("/admin/account/second-factor/off", data={"password": PASSWORD}).status_code == 302
    assert not services.people.find(account).has_totp


def test_a_director_takes_the_second_factor_of_a_lost_phone_away(director, factor, services, account):
    assert director.post(f"/admin/people/{account}/second-factor-off").status_code == 302
    assert not services.people.find(account).has_totp


def test_a_copy_of_the_database_gives_no_secret_away(factor, config):
    content = b"".join(path.read_bytes() for path in config.home.iterdir() if path.is_file())
    assert factor[0].encode() not in content
    assert not any(code.encode() in content or code.replace("-", "").encode() in content for code in factor[1])


def test_after_the_key_was_changed_a_recovery_code_still_opens(factor, services, account, config):
    import dataclasses

    other = Factor(services.factors, dataclasses.replace(config, secret_key=b"another key" * 3))
    with services.database.writing() as session:
        assert not other.takes(session, account, pyotp.TOTP(factor[0]).now())
        assert other.takes(session, account, factor[1][1])


def test_signing_out_everywhere_else_leaves_this_browser_in(app, nobody, account):
    other = visitor(app)
    give(nobody), give(other)
    assert "2, this one among them" in nobody.get("/admin/account").text
    nobody.post("/admin/account/sign-out-everywhere")
    assert nobody.get("/admin").status_code == 200 and other.get("/admin").status_code == 302

"""Signing in and out of the console, and choosing a password."""

import datetime

import pytest

from server.admin import passwords
from server.admin.session import COOKIE
from server.store import sessions
from server.store.tables.moment import now
from tests.server.console import visitor

PASSWORD = "four brave otters juggle"
EMAIL = "robin.director@school.example"


@pytest.fixture
def services(app):
    return app.extensions["forethought.services"]


@pytest.fixture
def account(services):
    with services.database.writing() as database:
        number = services.people.create(database, email=EMAIL, name="Robin Vale", roles=["director"])
        services.people.set_password(database, number, passwords.hashed(PASSWORD))
    return number


def give(browser, email=EMAIL, password=PASSWORD):
    return browser.post("/admin/sign-in", data={"email": email, "password": password})


def test_the_right_password_opens_the_console(nobody, account):
    answer = give(nobody)
    assert (answer.status_code, answer.location) == (302, "/admin")
    assert nobody.get("/admin").status_code == 200


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(nobody, account):
    cookie = next(one for one in give(nobody).headers.getlist("Set-Cookie") if one.startswith(COOKIE))
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/admin" in cookie


def test_the_address_is_taken_in_any_case_and_with_spaces(nobody, account):
    assert give(nobody, f" {EMAIL.upper()} ").status_code == 302


@pytest.mark.parametrize(("email", "password"), [(EMAIL, "wrong"), ("other@school.example", PASSWORD), ("", "")])
def test_a_wrong_address_and_a_wrong_password_are_told_alike(nobody, account, email, password):
    answer = give(nobody, email, password)
    assert answer.status_code == 401 and "do not belong together" in answer.text
    assert nobody.get("/admin").status_code == 302


def test_after_signing_in_the_page_that_was_asked_for_opens(nobody, account):
    assert nobody.get("/admin/password?from=mail").location == "/admin/sign-in"
    assert give(nobody).location == "/admin/password?from=mail"


def test_signing_out_closes_the_cookie_on_the_server(app, nobody, account):
    give(nobody)
    kept = nobody.get_cookie(COOKIE, path="/admin", domain="127.0.0.1").value
    assert nobody.post("/admin/sign-out").location == "/admin/sign-in"
    thief = visitor(app)
    thief.set_cookie(COOKIE, kept, path="/admin", domain="127.0.0.1")
    assert thief.get("/admin").status_code == 302


@pytest.mark.parametrize("span", [sessions.IDLE, sessions.ABSOLUTE])
def test_a_browser_is_signed_out_when_idle_or_after_a_long_day(nobody, account, monkeypatch, span):
    give(nobody)
    start = now()
    step = sessions.IDLE - datetime.timedelta(minutes=1)
    if span is sessions.ABSOLUTE:
        passed = step
        while passed < span:
            monkeypatch.setattr(sessions, "now", lambda at=start + passed: at)
            assert nobody.get("/admin").status_code == 200
            passed += step
    monkeypatch.setattr(sessions, "now", lambda: start + span + datetime.timedelta(seconds=5))
    assert nobody.get("/admin").status_code == 302
    assert "You were signed out because nothing happened" in nobody.get("/admin/sign-in").text


def test_a_session_that_ends_in_the_middle_of_a_form_keeps_what_was_typed(nobody, account, monkeypatch):
    give(nobody)
    monkeypatch.setattr(sessions, "now", lambda: now() + sessions.IDLE * 2)
    typed = {"note": "a long <b>thought</b>", "password": "secret-of-mine"}
    answer = nobody.post("/admin/password?step=2", data=typed)
    assert answer.status_code == 401 and 'target="_blank"' in answer.text
    assert 'value="a long &lt;b&gt;thought&lt;/b&gt;"' in answer.text and "secret-of-mine" not in answer.text
    assert 'action="/admin/password?step=2"' in answer.text


def test_the_form_that_was_kept_goes_through_after_signing_in_in_another_tab(app, nobody, account, services):
    give(nobody)
    with services.database.writing() as database:
        services.people.sign_out_everywhere(database, account)
    token = nobody.post("/admin/sign-out", headers={"X-CSRFToken": "old"}).text.split('name="csrf_token" value="')[1]
    token = token.split('"')[0]
    give(nobody)
    assert nobody.post("/admin/sign-out", headers={"X-CSRFToken": token}).status_code == 302


def test_a_one_time_password_must_be_changed_before_anything_opens(nobody, services, account):
    with services.database.writing() as database:
        soon = now() + datetime.timedelta(hours=1)
        services.people.set_password(database, account, passwords.hashed("one-time"), one_time_until=soon)
    assert give(nobody, password="one-time").status_code == 302
    assert nobody.get("/admin").location == "/admin/password"
    assert nobody.get("/admin", headers={"Accept": "application/json"}).status_code == 401
    new = "seven calm rivers bend"
    assert nobody.post("/admin/password", data={"password": new, "again": new}).location == "/admin"
    assert nobody.get("/admin").status_code == 200
    assert services.people.find(account).one_time_until is None


def test_a_one_time_password_runs_out(nobody, services, account):
    with services.database.writing() as database:
        past = now() - datetime.timedelta(seconds=1)
        services.people.set_password(database, account, passwords.hashed("one-time"), one_time_until=past)
    assert "has run out" in give(nobody, password="one-time").text


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"current": "wrong"}, "current password is not right"),
        ({"again": "something else"}, "not the same"),
        ({"password": PASSWORD, "again": PASSWORD}, "the password that you had"),
        ({"password": "short", "again": "short"}, "at least 15 characters"),
    ],
)
def test_a_password_that_cannot_be_set_is_told_in_a_sentence(nobody, account, fields, why):
    give(nobody)
    good = {"current": PASSWORD, "password": "seven calm rivers bend", "again": "seven calm rivers bend"}
    answer = nobody.post("/admin/password", data=good | fields)
    assert answer.status_code == 422 and why in answer.text


def test_a_new_password_signs_every_other_browser_out(app, nobody, account):
    other = visitor(app)
    give(nobody), give(other)
    new = "seven calm rivers bend"
    nobody.post("/admin/password", data={"current": PASSWORD, "password": new, "again": new})
    assert nobody.get("/admin").status_code == 200 and other.get("/admin").status_code == 302


def test_a_closed_account_cannot_sign_in(nobody, account, services):
    from server.store.tables.people import Account

    with services.database.writing() as database:
        database.get(Account, account).closed = True
    assert give(nobody).status_code == 401


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "Correct Horse Battery Staple",
        "qwertyuiopasdfghjkl",
        "1234567890123456",
        "aaaaaaaaaaaaaaaa",
        "RobinVale2026 RobinVale",
        "robin.director@school.example",
        "Forethought 2026 password",
        "x" * 14,
        "ab c" * 99,
    ],
)
def test_passwords_that_are_easily_guessed_are_refused_with_a_reason(password):
    assert passwords.why_not(password, "Robin Vale", EMAIL).endswith(".")


@pytest.mark.parametrize("password", ["four brave otters juggle", "häufig regnet es im Wald", "Zq8#kd0!mmPw2vLx"])
def test_long_passwords_of_any_letters_are_taken(password):
    assert passwords.why_not(password, "Robin Vale", EMAIL) is None
    assert passwords.matches(password, passwords.hashed(password))

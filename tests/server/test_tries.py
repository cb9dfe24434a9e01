"""Guessing gets slow, a restart forgets no try, and a director is never kept out for ever."""

import datetime

import pytest

from server.admin import passwords
from server.admin.tries import FREE_BY_ADDRESS
from server.store import attempts
from server.store.attempts import FREE, LONGEST_WAIT, Attempts
from server.store.tables.moment import now
from tests.server.console import visitor

EMAIL, PASSWORD = "robin@school.example", "four brave otters juggle"


@pytest.fixture
def clock(monkeypatch):
    start, passed = now(), [datetime.timedelta()]
    monkeypatch.setattr(attempts, "now", lambda: start + passed[0])

    def forward(**span):
        passed[0] += datetime.timedelta(**span)

    return forward


@pytest.fixture
def account(app):
    services = app.extensions["forethought.services"]
    with services.database.writing() as session:
        number = services.people.create(session, email=EMAIL, name="Robin", roles=["director"])
        services.people.set_password(session, number, passwords.hashed(PASSWORD))


def give(browser, email=EMAIL, password=PASSWORD):
    return browser.post("/admin/sign-in", data={"email": email, "password": password})


def test_after_five_wrong_passwords_an_account_waits_even_for_the_right_one(app, nobody, account, clock):
    assert [give(nobody, password=f"guess {n}").status_code for n in range(FREE + 1)] == [401] * FREE + [429]
    late = give(visitor(app))
    assert late.status_code == 429 and "Wait 1 minute," in late.text
    clock(seconds=20)
    assert give(nobody).status_code == 302


def test_the_wait_grows_and_never_exceeds_a_quarter_of_an_hour(database, clock):
    counted, waits = Attempts(database), []
    for _ in range(30):
        wait = counted.begin(a=FREE)
        while wait is not None:
            waits.append(wait)
            clock(seconds=wait.total_seconds())
            wait = counted.begin(a=FREE)
    assert waits == sorted(waits) and waits[0].total_seconds() == 15
    assert waits[-1] == LONGEST_WAIT


def test_tries_that_have_to_wait_do_not_make_the_wait_longer(database, clock):
    counted = Attempts(database)
    for _ in range(FREE):
        assert counted.begin(a=FREE) is None
    for _ in range(50):
        assert counted.begin(a=FREE) is not None
    clock(seconds=16)
    assert counted.begin(a=FREE) is None


def test_a_restart_forgets_no_try(database, clock):
    for _ in range(FREE):
        assert Attempts(database).begin(a=FREE) is None
    assert Attempts(database).begin(a=FREE) is not None


def test_tries_are_forgotten_after_a_day_and_after_the_right_one(database, clock):
    counted = Attempts(database)
    for forget in (lambda: clock(days=1, seconds=1), lambda: counted.right("a")):
        for _ in range(FREE):
            assert counted.begin(a=FREE) is None
        assert counted.begin(a=FREE) is not None
        forget()
        assert counted.begin(a=FREE) is None
        counted.right("a")


def test_a_director_whose_browser_signed_in_before_is_not_kept_out_by_who_guesses(app, nobody, account):
    give(nobody)
    nobody.post("/admin/sign-out")
    stranger = visitor(app)
    for n in range(FREE + 3):
        give(stranger, password=f"guess {n}")
    assert give(stranger).status_code == 429
    assert give(nobody).status_code == 302


def test_a_mark_of_another_account_or_a_forged_one_is_worth_nothing(app, nobody, account):
    give(nobody)
    mark = nobody.get_cookie("forethought_known", path="/admin", domain="127.0.0.1").value
    thief = visitor(app)
    for value in (mark, "forged", mark[:-1]):
        thief.set_cookie("forethought_known", value, path="/admin", domain="127.0.0.1")
        for n in range(FREE):
            give(thief, email=f"other-{value[-3:]}@school.example", password=f"guess {n}")
        assert give(thief, email=f"other-{value[-3:]}@school.example").status_code == 429


def test_one_address_that_tries_many_accounts_waits_too(nobody, account):
    statuses = [give(nobody, email=f"someone-{n}@school.example").status_code for n in range(FREE_BY_ADDRESS + 1)]
    assert statuses == [401] * FREE_BY_ADDRESS + [429]


def test_what_is_kept_of_a_try_names_nobody(nobody, account, config):
    give(nobody, email="quillfeather@school.example")
    content = b"".join(path.read_bytes() for path in config.home.iterdir() if path.is_file())
    assert b"quillfeather" not in content and b"127.0.0.1" not in content

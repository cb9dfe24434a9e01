"""Requests for sites in the console: whose they are, what is answered, and what the extension then reads."""

import datetime
import sqlite3

import pytest

from server.admin.roles import Role
from server.store.sites import NewRequest, Sites
from server.store.tables.base import today

ASK = NewRequest(
    "facebook.com", "https://www.facebook.com/groups/room12", "Homework <b>room 12</b>", "Parents", "Ms. Okafor"
)
YEAR = datetime.timedelta(days=365)


@pytest.fixture(autouse=True)
def buildings(database):
    with database.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO buildings VALUES (1, 'Cedar', false, 1), (2, 'Birch', false, 1)")


@pytest.fixture
def sites(database):
    return Sites(database)


def number_of(config):
    with sqlite3.connect(config.home / "forethought.db") as connection:
        return connection.execute("SELECT id FROM site_requests").fetchone()[0]


def acts(app):
    return [one.action for one in app.extensions["forethought.services"].audit.latest()]


def answer(browser, number, **form):
    return browser.post(f"/admin/sites/requests/{number}", data={"revision": 1} | form)


@pytest.fixture
def mine(sign_in):
    return sign_in(Role.PRINCIPAL, building=1)


@pytest.fixture
def number(sites, config):
    sites.ask(ASK, 1)
    return number_of(config)


def test_a_principal_sees_the_own_building_and_no_other(sign_in, mine, number):
    assert "room12" in mine.get("/admin/sites").text
    page = mine.get(f"/admin/sites/requests/{number}").text
    assert "Homework &lt;b&gt;room 12&lt;/b&gt;" in page and "<b>room" not in page
    other = sign_in(Role.PRINCIPAL, building=2)
    assert "room12" not in other.get("/admin/sites").text
    assert other.get(f"/admin/sites/requests/{number}").status_code == 404
    assert answer(other, number, answer="approved", until=today()).status_code == 404


def test_a_principal_without_a_building_is_told_whom_to_ask(principal, number):
    assert "Your account has no building" in principal.get("/admin/sites").text
    assert principal.get(f"/admin/sites/requests/{number}").status_code == 404


def test_what_is_approved_is_on_the_register_with_the_next_look_at_the_policy(app, mine, number, client, employee):
    until = today() + YEAR
    assert answer(mine, number, answer="approved", until=until).status_code == 302
    policy = client.get("/v1/policy", headers=employee).json
    assert policy["sites"]["register"] == [{"site": ASK.site, "address": ASK.address, "until": until.isoformat()}]
    assert "site.approved" in acts(app)
    assert "Nothing is approved" not in mine.get("/admin/sites").text


@pytest.mark.parametrize(("said", "state"), [("question", "question"), ("refused", "refused")])
def test_a_question_and_a_reason_reach_the_receipt(mine, sites, config, said, state):
    receipt = sites.ask(ASK, 1)
    number = number_of(config)
    assert answer(mine, number, answer=said).status_code == 422
    assert answer(mine, number, answer=said, message="Who reads comments?").status_code == 302
    found = sites.find(receipt)
    assert (found.state, found.message, found.until) == (state, "Who reads comments?", None)


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"answer": "perhaps"},
        {"answer": "approved"},
        {"answer": "approved", "until": "soon"},
        {"answer": "approved", "until": str(today() - datetime.timedelta(days=1))},
        {"answer": "approved", "until": str(today() + YEAR + datetime.timedelta(days=1))},
        {"answer": "refused", "message": "  "},
        {"answer": "refused", "message": "m" * 501},
    ],
)
def test_an_answer_that_does_not_fit_is_sent_back_with_what_was_typed(app, mine, number, form):
    sent = answer(mine, number, **form)
    assert sent.status_code == 422 and 'class="why"' in sent.text
    assert form.get("message", "").strip() in sent.text
    assert not any(one.startswith("site.") for one in acts(app))


def test_of_two_who_answer_the_second_is_told_and_loses_nothing(mine, director, sites, number):
    assert answer(mine, number, answer="refused", message="Not now").status_code == 302
    late = answer(director, number, answer="question", message="Which class?")
    assert late.status_code == 409
    assert "Robin Principal changed this" in late.text and "Which class?" in late.text
    assert answer(director, number, answer="question", message="Which class?", revision=2).status_code == 302
    assert answer(director, number, answer="refused", message="x", revision="²").status_code == 409


def test_leaves_are_looked_at_again_before_and_after_they_end(mine, number, config):
    answer(mine, number, answer="approved", until=today() + datetime.timedelta(days=29))
    assert "To look at again" in mine.get("/admin/sites").text
    with sqlite3.connect(config.home / "forethought.db") as connection:
        connection.execute("UPDATE site_requests SET until = ?", [str(today() - datetime.timedelta(days=2))])
    assert "ended" in mine.get("/admin/sites").text
    assert answer(mine, number, answer="approved", until=today() + YEAR, revision=2).status_code == 302
    assert "To look at again" not in mine.get("/admin/sites").text


def test_a_director_hands_a_request_without_a_building_over(app, director, mine, sites, config):
    sites.ask(ASK)
    number = number_of(config)
    path = f"/admin/sites/requests/{number}/building"
    assert "no building" in director.get("/admin/sites").text and "room12" not in mine.get("/admin/sites").text
    assert director.post(path, data={"revision": 1, "building": "7"}).status_code == 422
    assert director.post(path, data={"revision": 9, "building": "1"}).status_code == 409
    assert director.post(path, data={"revision": 1, "building": "1"}).status_code == 302
    assert "room12" in mine.get("/admin/sites").text
    assert "site.handed_over" in acts(app)
    assert mine.post(path, data={"revision": 2, "building": "2"}).status_code == 403


def test_the_code_that_enrolled_a_browser_says_whose_request_it_is(client, employee, database, mine):
    with database.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO enrolment_codes VALUES (5, 'h', 'Cedar staff', 1, '2030-01-01', 9, 1, false, '2026-01-01')"
        )
        connection.exec_driver_sql("UPDATE tokens SET code_id = 5")
    asked = {"site": ASK.site, "address": ASK.address, "purpose": "p", "audience": "a", "moderator": "m"}
    assert client.post("/v1/sites/requests", json=asked, headers=employee).status_code == 201
    assert "room12" in mine.get("/admin/sites").text


def test_an_auditor_reads_all_and_answers_nothing(auditor, number):
    page = auditor.get(f"/admin/sites/requests/{number}")
    assert page.status_code == 200 and "Send the answer" not in page.text
    assert answer(auditor, number, answer="approved", until=today()).status_code == 403
    for path in ("/admin/sites/lists", "/admin/sites/hours", "/admin/sites/hotline"):
        page = auditor.get(path)
        assert page.status_code == 200 and "btn-primary" not in page.text, path


def test_an_unknown_request_is_not_found(director):
    assert director.get("/admin/sites/requests/7").status_code == 404
    assert director.get(f"/admin/sites/requests/{2**70}").status_code == 404

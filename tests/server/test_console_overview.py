"""The overview: what waits, how warnings are taken, and no figure that points to a person."""

import datetime
import re

import pytest

from server import create_app
from server.admin import DOORS
from server.admin.roles import Role
from server.checking import Checkers
from server.config import from_environment
from server.store.counts import Count, Counts, week_of
from server.store.flags import Flags, NewFlag
from server.store.sites import NewRequest, Sites
from server.store.tables.base import today
from server.store.tokens import Tokens
from tests.server.fakes import FakeChecker

ASK = NewRequest("facebook.com", "https://facebook.com/groups/1", "Homework", "Parents", "Ms. Okafor")


@pytest.fixture
def counted(database):
    def add(*, label="student_info", clause="confidentiality", site="facebook.com", weeks_ago=0, **events):
        day = week_of(today()) - datetime.timedelta(weeks=weeks_ago)
        Counts(database).add(day, [Count(site, label, clause, event, count) for event, count in events.items()])

    return add


def test_the_overview_says_which_version_and_policy_speak(director):
    page = director.get("/admin").text
    assert "1-0000000a" in page and "test+00000001" in page


def test_an_empty_district_is_told_what_to_do_next(director, principal):
    page = director.get("/admin").text
    assert "No figures yet" in page and "<canvas" not in page and "figure class" not in page
    assert "the queue is empty" in page
    assert "No figures yet" in principal.get("/admin").text


def test_figures_are_rounded_down_and_small_ones_are_not_told(director, counted):
    counted(shown=47, edited=23, posted=9)
    counted(shown=6, label="gossip", clause="manners", site="forum.example")
    counted(shown=6, label="gossip", clause="manners", site="forum2.example", weeks_ago=3)
    page = director.get("/admin").text
    assert 'data-count="40"' in page and 'data-count="20"' in page
    assert "About 50 warnings" in page and "posted anyway: fewer than 10" in page
    for small in (">47<", ">9<", ">6<", ">12<", "forum.example"):
        assert small not in page, small


@pytest.mark.parametrize("role", list(Role))
def test_every_role_sees_figures_and_only_links_that_it_may_open(sign_in, counted, role):
    counted(shown=40)
    page = sign_in(role).get("/admin").text
    assert "Week by week" in page
    for path in set(re.findall(r'href="(/admin[^"#?]*)"', page)) - {"/admin/account"}:
        assert role in DOORS.get(f"GET {path}", frozenset()), path


def test_a_rise_of_posting_anyway_is_told_with_where_to_look(director, counted):
    for weeks_ago in range(2, 10):
        counted(shown=40, posted=8, weeks_ago=weeks_ago)
    counted(shown=60, posted=40)
    page = director.get("/admin").text
    assert "“Student information” is posted anyway more often" in page
    assert "65 % of its warnings were passed over, before that 20 %" in page


def test_what_waits_is_counted_with_the_age_of_the_oldest(director, database):
    flags = Flags(database)
    flags.add(NewFlag("[NAME 1] is failing math", "right", ("student_info",), [], "", "x.com"))
    with database.engine.begin() as connection:
        day = today() - datetime.timedelta(days=3)
        connection.exec_driver_sql(f"UPDATE flags SET day = '{day}'")
    flags.add(NewFlag("another one", "missed", ("insult",), [], "", "x.com"))
    Sites(database).ask(ASK)
    page = director.get("/admin").text
    assert "flagged examples to review; the oldest came" in page and "3 days ago" in page
    assert '<p class="figure">2</p>' in page and "site request that nobody has answered" in page


def test_a_principal_is_told_of_the_own_building_only(sign_in, database):
    sites = Sites(database)
    for building in (1, 2, 2):
        sites.ask(ASK, building)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO buildings VALUES (2, 'Cedar Elementary', false, 1)")
    page = sign_in(Role.PRINCIPAL, building=2).get("/admin").text
    assert '<p class="figure">2</p>' in page and "site requests that nobody" in page


def test_a_district_of_few_browsers_has_no_figures(tmp_path, database, sign_in, counted):
    config = from_environment(
        {
            "FORETHOUGHT_HOME": str(tmp_path),
            "FORETHOUGHT_PUBLIC_URL": "http://forethought.school.example",
            "FORETHOUGHT_ENROLL_CODE": "a code for this",
            "FORETHOUGHT_SECRET_KEY": "k" * 32,
        }
    )
    app = create_app(config, Checkers(config.artefacts, checker=FakeChecker()), database)
    from server.admin.session import COOKIE
    from tests.server.console import visitor

    services = app.extensions["forethought.services"]
    with database.writing() as session:
        account = services.people.create(session, email="d@school.example", name="D", roles=["director"])
        cookie = services.sessions.start(session, account)
    browser = visitor(app)
    browser.set_cookie(COOKIE, cookie, path="/admin", domain="127.0.0.1")
    counted(shown=400)
    page = browser.get("/admin").text
    assert "0 browsers are enrolled" in page and "400" not in page
    tokens = Tokens(database)
    issued = [tokens.issue() for _ in range(10)]
    assert 'data-count="400"' in browser.get("/admin").text
    tokens.revoke(issued[0])
    assert "9 browsers are enrolled" in browser.get("/admin").text

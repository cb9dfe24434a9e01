"""Lists of sites, working hours and the hotline: edited by directors, read by every extension."""

import pytest

HOURS = {"days": ["mon", "fri"], "start": "07:30", "end": "15:30", "breaks": "11:30-12:10", "holidays": "2026-12-25"}
LINE = {"name": "State line", "phone": "1-800-555-0100", "link": "https://report.example.org/"}


@pytest.fixture
def policy(client, employee):
    return lambda: client.get("/v1/policy", headers=employee).json


def add(browser, kind, host, **more):
    return browser.post("/admin/sites/lists", data={"list": kind, "host": host} | more)


def actions(app):
    return [(one.action, one.subject) for one in app.extensions["forethought.services"].audit.latest()]


def test_a_listed_site_is_read_until_it_is_taken_off(app, director, policy):
    assert add(director, "listed", "https://Forum.example.org/boards").status_code == 302
    assert policy()["sites"]["listed"] == ["forum.example.org"]
    assert "was on the list already" in director.get(add(director, "listed", "forum.example.org").location).text
    assert director.post("/admin/sites/lists/drop", data={"host": "forum.example.org"}).status_code == 302
    assert director.post("/admin/sites/lists/drop", data={"host": "forum.example.org"}).status_code == 302
    assert policy()["sites"]["listed"] == []
    assert actions(app) == [("site.unlisted", "forum.example.org"), ("site.listed", "forum.example.org")]


def test_what_is_never_read_wins_and_stays(director, policy):
    add(director, "listed", "bank.example.com")
    assert add(director, "never", "bank.example.com").status_code == 422
    assert add(director, "never", "bank.example.com", sure="yes").status_code == 302
    assert policy()["sites"] == {"listed": [], "never": ["bank.example.com"], "register": []}
    for host in ("bank.example.com", "my.bank.example.com"):
        refused = add(director, "listed", host)
        assert refused.status_code == 422 and "that list wins" in refused.text
    director.post("/admin/sites/lists/drop", data={"host": "bank.example.com"})
    assert policy()["sites"]["never"] == ["bank.example.com"]


@pytest.mark.parametrize(("kind", "host"), [("listed", "nothing"), ("never", ""), ("other", "a.example")])
def test_what_is_no_site_is_sent_back(director, policy, kind, host):
    assert add(director, kind, host, sure="yes").status_code == 422
    assert director.post("/admin/sites/lists/drop", data={"host": "no site"}).status_code == 422
    assert policy()["sites"]["listed"] == []


@pytest.mark.parametrize(("part", "form"), [("hours", HOURS), ("hotline", LINE)])
def test_hours_and_hotline_are_published_and_taken_back(app, director, policy, part, form):
    name = {"hours": "schedule"}.get(part, part)
    path = f"/admin/sites/{part}"
    assert director.post(path, data=form | {"revision": 0}).status_code == 302
    assert policy()[name] is not None
    assert "Set by Robin Director" in director.get(path).text
    assert director.post(path, data={"off": "yes", "revision": 1}).status_code == 302
    assert policy()[name] is None
    assert [one for one, _subject in actions(app)] == [f"{name}.taken_back", f"{name}.changed"]


@pytest.mark.parametrize(("part", "form"), [("hours", HOURS | {"end": "06:00"}), ("hotline", LINE | {"phone": "?"})])
def test_what_does_not_fit_is_sent_back_with_what_was_typed(director, policy, part, form):
    answer = director.post(f"/admin/sites/{part}", data=form | {"revision": 0})
    assert answer.status_code == 422 and 'class="why"' in answer.text
    assert (form.get("end") or form["name"]) in answer.text
    assert policy()["schedule"] is None and policy()["hotline"] is None


@pytest.mark.parametrize("revision", ["0", "-1", "", "x", "99999999999"])
def test_a_stale_tab_replaces_nothing_and_keeps_what_was_typed(director, policy, revision):
    director.post("/admin/sites/hotline", data=LINE | {"revision": 0})
    answer = director.post("/admin/sites/hotline", data=LINE | {"name": "Another line", "revision": revision})
    assert answer.status_code == 409 and "Robin Director changed this" in answer.text and "Another line" in answer.text
    assert policy()["hotline"]["name"] == "State line"


def test_hours_as_published_are_what_the_contract_says(director, policy):
    director.post("/admin/sites/hours", data=HOURS | {"revision": 0})
    assert policy()["schedule"] == {
        "days": ["mon", "fri"],
        "start": "07:30",
        "end": "15:30",
        "breaks": [{"start": "11:30", "end": "12:10"}],
        "holidays": ["2026-12-25"],
    }

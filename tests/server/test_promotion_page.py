"""Promotion through the gate, past it by two directors, and back: recorded and told to everybody, or not done."""

import pytest

from tests.server.fake_gate import FakeGate, put

NEW, OLD = "2-0000000b", "1-0000000a"
REASON = "The two posts are quotes from the play that the drama club performs."


@pytest.fixture(autouse=True)
def gate(monkeypatch, config):
    return put(monkeypatch, FakeGate(config.artefacts, OLD))


@pytest.fixture
def services(app):
    return app.extensions["forethought.services"]


@pytest.fixture(autouse=True)
def run(services):
    """Make a training that is done."""
    with services.database.writing() as session:
        services.runs.start(session, by="director@school.example", parent=OLD)
    services.runs.claim(1, "a:1")
    services.runs.count(1, {"examples": 14, "new": 14}, [])
    services.runs.finish(1, "a:1", state="done", message="ready", version=NEW)


def promote(browser, current=OLD, **form):
    return browser.post("/admin/runs/1/promote", data={"current": current} | form, follow_redirects=True)


def acts(services):
    return [one.action for one in services.audit.latest() if one.action.split(".")[0] in {"version", "override"}]


def test_a_version_that_the_gate_lets_in_is_promoted_recorded_and_told(director, services):
    page = director.get("/admin/runs/1/promote").text
    assert "The gate has no objection" in page
    assert "It has learnt from 14 examples that colleagues flagged." in page
    answer = promote(director, note="Fewer warnings  about\nplays.")
    assert answer.status_code == 200 and f"Version {NEW} is in service" in answer.text
    assert services.releases.current() == NEW
    change = services.promotions.of_version(NEW)
    assert (change.kind, change.by, change.replaced) == ("promotion", "director@school.example", OLD)
    assert change.note == "Fewer warnings about plays."
    assert acts(services) == ["version.promoted"]
    assert "It is in service" in director.get("/admin/runs/1/promote").text


def test_a_second_press_promotes_nothing_again(director, services, gate):
    promote(director)
    again = promote(director)
    assert again.status_code == 200 and f"Version {NEW} is in service" in again.text
    assert len(gate.history) == 2 and acts(services) == ["version.promoted"]


def test_a_stale_tab_is_told_who_was_faster(director, services, gate):
    gate.promote(services.config.artefacts, "3-0000000c")
    with services.database.writing() as session:
        services.promotions.add(session, kind="promotion", version="3-0000000c", replaced=OLD, by="ben@x", note="n")
    answer = promote(director, note="Typed already")
    assert answer.status_code == 409
    assert "ben@x put version 3-0000000c into service after you opened this page" in answer.text
    assert "Typed already" in answer.text and services.releases.current() == "3-0000000c"


def test_a_refused_version_names_the_posts_as_text_and_stays_out(director, services, gate):
    gate.refuse(NEW)
    page = director.get("/admin/runs/1/promote").text
    assert "The gate keeps it out" in page and "Recall fell from 61.0% to 40.0%." in page
    assert "warn-7" in page and "I will &lt;b&gt;find&lt;/b&gt; you" in page
    answer = promote(director)
    assert answer.status_code == 409 and "The gate keeps this version out" in answer.text
    assert services.releases.current() == OLD and acts(services) == []


def ask(browser, reason=REASON):
    return browser.post("/admin/runs/1/override", data={"reason": reason}, follow_redirects=True)


def confirm(browser, current=OLD):
    return browser.post("/admin/runs/1/override/confirm", data={"current": current}, follow_redirects=True)


def test_an_override_needs_a_second_director_and_a_reason(director, sign_in, services, gate):
    gate.refuse(NEW)
    short = ask(director, "because")
    assert short.status_code == 422 and "at least 10 characters" in short.text and "because" in short.text
    assert "waits for a second director" in ask(director).text
    own = confirm(director)
    assert own.status_code == 409 and "You asked for it yourself" in own.text
    assert services.releases.current() == OLD
    second = sign_in("director")
    waits = second.get("/admin/runs").text
    assert (
        "director@school.example asks a second director" in waits and 'href="/admin/runs/1/promote">Look at it' in waits
    )
    assert REASON in second.get("/admin/runs/1/promote").text
    done = confirm(second)
    assert done.status_code == 200 and services.releases.current() == NEW
    change = services.promotions.of_version(NEW)
    assert (change.kind, change.by, change.second) == (
        "override",
        "director@school.example",
        "director2@school.example",
    )
    assert change.reason == REASON
    assert acts(services) == ["version.overridden", "override.asked"]
    assert confirm(second).status_code == 409, "what is decided is decided"
    assert "asks a second director" not in second.get("/admin/runs").text


def test_a_request_can_be_turned_down_and_asked_again(director, sign_in, services, gate):
    gate.refuse(NEW)
    ask(director)
    second = sign_in("director")
    assert "Nothing was changed" in second.post("/admin/runs/1/override/withdraw", follow_redirects=True).text
    assert second.post("/admin/runs/1/override/withdraw").status_code == 409
    assert confirm(second).status_code == 409 and services.releases.current() == OLD
    assert "waits for a second director" in ask(director).text


def test_asking_twice_is_asking_once(director, services, gate):
    gate.refuse(NEW)
    first = ask(director) and services.promotions.asked(1)
    ask(director, REASON + " Again.")
    assert services.promotions.asked(1) == first and acts(services) == ["override.asked"]


def test_a_second_director_with_a_stale_page_looks_again_first(director, sign_in, services, gate):
    gate.refuse(NEW)
    ask(director)
    gate.promote(services.config.artefacts, "3-0000000c")
    answer = confirm(sign_in("director"))
    assert answer.status_code == 409 and "after you opened this page" in answer.text
    assert services.releases.current() == "3-0000000c" and services.promotions.asked(1)


def test_an_override_of_what_the_gate_lets_in_is_not_asked(director, services):
    assert "The gate has no objection" in ask(director).text
    assert services.promotions.asked(1) is None


def test_any_version_that_has_served_comes_back_with_one_click_and_a_confirmation(director, services):
    promote(director)
    listed = director.get("/admin/runs").text
    assert f'href="/admin/runs/versions/{OLD}"' in listed
    asked = director.get(f"/admin/runs/versions/{OLD}").text
    assert f"Roll back to {OLD}?" in asked
    answer = director.post(f"/admin/runs/versions/{OLD}", data={"note": ""}, follow_redirects=True)
    assert f"Version {OLD} is back in service" in answer.text and services.releases.current() == OLD
    change = services.promotions.of_version(OLD)
    assert change.kind == "rollback" and "back in service" in change.note
    assert acts(services) == ["version.rolled_back", "version.promoted"]
    twice = director.post(f"/admin/runs/versions/{OLD}", follow_redirects=True)
    assert f"Version {OLD} is in service" in twice.text and len(acts(services)) == 2


def test_a_version_that_never_served_cannot_come_back(director):
    assert director.get(f"/admin/runs/versions/{NEW}").status_code == 404
    assert director.post(f"/admin/runs/versions/{NEW}").status_code == 404


def test_what_cannot_be_recorded_is_not_done(director, services, monkeypatch):
    def full(*_args, **_fields):
        raise OSError("No space left on device")

    monkeypatch.setattr(type(services.audit), "note", full)
    assert director.post("/admin/runs/1/promote", data={"current": OLD}).status_code == 500
    assert services.releases.current() == OLD and services.promotions.of_version(NEW) is None


def test_a_training_that_made_nothing_has_nothing_to_promote(director, services):
    with services.database.writing() as session:
        services.runs.start(session, by="director@school.example", parent=OLD)
    assert director.get("/admin/runs/2/promote").status_code == 404
    assert director.get("/admin/runs/9/promote").status_code == 404


def test_only_a_director_promotes(reviewer, auditor):
    for browser in (reviewer, auditor):
        assert "A director promotes it" in browser.get("/admin/runs/1/promote").text
        for path in ("promote", "override", "override/confirm", "shadow", "shadow/stop"):
            assert browser.post(f"/admin/runs/1/{path}").status_code == 403


def test_the_extension_is_told_what_changed_and_no_more_than_the_version_it_is_served_by(
    client, employee, director, services, app
):
    def told():
        return client.get("/v1/policy", headers=employee)

    assert told().json["change_note"] is None
    promote(director, note="It warns less about plays.")
    assert told().json["change_note"] is None, "this process still answers with the old version"
    services.checkers.current().model_version = NEW
    first = told()
    assert (
        first.json["change_note"]["text"] == "It warns less about plays." and len(first.json["change_note"]["on"]) == 10
    )
    director.post(f"/admin/runs/versions/{OLD}", data={"note": "The version before is back."})
    services.checkers.current().model_version = OLD
    then = told()
    assert then.json["change_note"]["text"] == "The version before is back."
    assert then.headers["ETag"] != first.headers["ETag"]

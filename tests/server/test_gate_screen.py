"""Lists and limits of the gate are edited in the console: searched, added to, removed from, restored, audited."""

import json
import re

import pytest

from model import DatasetError, load_limits, load_policy, new_post, read_posts
from server import create_app
from server.checking import Checkers
from server.store.gate import Gates
from tests.server.fakes import FakeChecker

POST = "Officer Quimby from the bus garage is a spineless toad and a fool"


@pytest.fixture
def app(config, database):
    checker = FakeChecker()
    checker.policy = load_policy()
    return create_app(config, Checkers(config.artefacts, checker=checker), database)


def posts(config):
    policy = load_policy()
    return read_posts(config.artefacts, (*policy.labels, *policy.notices))


def limits(config):
    return load_limits(config.artefacts, load_policy().labels)


def add(browser, text=POST, name="must_warn", labels=("insult",)):
    return browser.post("/admin/gate/posts", data={"list": name, "text": text, "labels": list(labels)})


def form(page, **changes):
    """Return what the form of limits would send."""
    fields = dict(re.findall(r'name="([a-z_.]+)" inputmode="decimal" value="([^"]*)"', page))
    return {**fields, "seen": re.search(r'name="seen" value="(\d+)"', page)[1], **changes}


def test_the_lists_start_as_shipped_and_can_be_searched(director):
    page = director.get("/admin/gate").text
    assert "174 posts" in page and "180 posts" in page and "Lists and limits are as shipped" in page
    found = director.get("/admin/gate?q=falcon-blue").text
    assert "mw-0103" in found and "174 posts, 1 of them match" in found and "No post matches" in found


def test_a_post_is_added_and_removed_and_the_files_follow(director, config, app):
    assert add(director).status_code == 303
    last = posts(config)["must_warn"][-1]
    assert (last["id"], last["text"], last["labels"]) == ("own-0001", POST, {"insult": [POST]})
    assert "own-0001" in director.get("/admin/gate?q=quimby").text
    director.post("/admin/gate/posts/remove", data={"list": "must_warn", "id": "own-0001"})
    assert len(posts(config)["must_warn"]) == 174
    acts = app.extensions["forethought.services"].audit.latest(2)
    assert [one.action for one in acts] == ["gate.edited", "gate.edited"]
    assert all(POST not in json.dumps(dict(one.detail)) for one in acts)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"text": "  "}, "Write a post of 3 to 900 characters"),
        ({"labels": ()}, "choose at least one label"),
        ({"text": "Our new assistant principal is a complete idiot"}, "is on a list already: mw-0001"),
        ({"text": "x" * 901}, "3 to 900 characters"),
    ],
)
def test_a_post_that_cannot_be_used_is_refused_and_kept_in_the_form(director, config, change, says):
    answer = add(director, **change)
    assert answer.status_code == 422 and says in answer.text
    assert str(change.get("text", POST)).strip() in answer.text
    assert not (config.artefacts / "gate").exists()


def test_markup_in_a_post_is_shown_as_text(director):
    assert add(director, text="<b onclick=x()>Greg</b> is a fool and a toad").status_code == 303
    page = director.get("/admin/gate").text
    assert "<b onclick" not in page and "&lt;b onclick" in page


def test_limits_are_saved_and_wrong_ones_named(director, config):
    page = director.get("/admin/gate").text
    answer = director.post("/admin/gate/limits", data=form(page, false_alarms="5", **{"floor.threat": "40"}))
    assert answer.status_code == 303
    assert (limits(config).false_alarms, dict(limits(config).label_floors)) == (0.05, {"threat": 0.4})
    page = director.get("/admin/gate").text
    wrong = director.post("/admin/gate/limits", data=form(page, false_alarms="lots"))
    assert wrong.status_code == 422 and "false_alarms is a number from 0 to 1" in wrong.text
    assert 'value="lots"' in wrong.text
    assert limits(config).false_alarms == 0.05


def test_a_stale_form_of_limits_says_who_was_faster_and_keeps_what_was_typed(director, sign_in, config):
    page = director.get("/admin/gate").text
    add(director)
    data = form(page, false_alarms="7")
    other = sign_in("director")
    add(other, text="Somebody ought to lock the mayor in his own trunk, I'd do it", labels=("threat",))
    stale = director.post("/admin/gate/limits", data=data | {"seen": "1"})
    assert stale.status_code == 409
    assert "director2@school.example changed the gate meanwhile" in stale.text and 'value="7"' in stale.text
    assert limits(config).false_alarms == 0.10


def test_an_older_version_and_what_was_shipped_can_be_restored(director, config):
    add(director)
    director.post("/admin/gate/posts/remove", data={"list": "must_warn", "id": "own-0001"})
    assert director.post("/admin/gate/restore", data={"version": "1", "seen": "2"}).status_code == 303
    assert posts(config)["must_warn"][-1]["id"] == "own-0001"
    director.post("/admin/gate/restore", data={"version": "0", "seen": "3"})
    assert len(posts(config)["must_warn"]) == 174
    page = director.get("/admin/gate").text
    assert "restored version 1" in page and "restored what was shipped" in page
    assert director.post("/admin/gate/restore", data={"version": "77", "seen": "4"}).status_code == 404


def test_a_full_disk_changes_nothing(director, config, app, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("server.admin.gate.write_gate", full)
    answer = add(director)
    assert answer.status_code == 507 and "Nothing changed" in answer.text and POST in answer.text
    services = app.extensions["forethought.services"]
    assert Gates(services.database, services.audit).newest() == 0


def test_a_broken_file_is_said_and_can_be_restored(director, config):
    (config.artefacts / "gate").mkdir()
    (config.artefacts / "gate" / "must_warn.jsonl").write_text("{broken\n")
    page = director.get("/admin/gate")
    assert page.status_code == 200 and "must_warn.jsonl:1: not a line of JSON" in page.text
    assert add(director).status_code == 422
    assert director.post("/admin/gate/restore", data={"version": "0", "seen": "0"}).status_code == 303
    assert len(posts(config)["must_warn"]) == 174


def test_an_auditor_reads_and_changes_nothing(auditor):
    page = auditor.get("/admin/gate").text
    assert "Add a post" not in page and "Save the limits" not in page and "Remove" not in page


def test_a_new_post_takes_a_free_id():
    have = {"must_warn": [{"id": "own-0001", "text": "one two three four"}], "must_stay_silent": []}
    assert new_post(have, "must_stay_silent", "Lunch is late", [])["id"] == "own-0002"
    with pytest.raises(DatasetError, match="has no label"):
        new_post(have, "must_stay_silent", "Lunch is late", ["insult"])

"""Policy pages of the console: labels, clauses, coverage, upgrades, history and TOML."""

import html
import io

import pytest

from model import Entry, Overlay, Shipped, load_policy, write_toml
from server.admin import drafts
from tests.server.test_rules_pages import (
    app,
    checkers,
    hidden,
    overlays,
    sign_in,
    trained,
    try_and_save,
)

__all__ = ["app", "checkers", "overlays", "sign_in", "trained"]


def form_of(part, name, **more):
    from server.admin import fields

    values = fields.shown(part, drafts.shipped()[part][name].fields)
    return (
        {key: value for key, value in values.items() if value not in ("", ())}
        | {
            "part": part,
            "name": name,
            "seen": "0",
        }
        | more
    )


def save(overlays, overlay, what="an edit"):
    content = overlay.as_table()
    return overlays.replace(content, seen=overlays.newest(), actor="Dana Hill", action="rule.edited", what=what)


ADDED = Overlay(
    {
        "rules": {
            "insult/zebra": Entry(
                fields={
                    "kind": "words",
                    "words": ["zebra brain"],
                    "examples": {"match": ["zebra brain"] * 4, "clear": ["horse"] * 4},
                }
            )
        }
    }
)


def test_the_policy_page_names_clauses_that_nothing_watches(auditor):
    page = auditor.get("/admin/policy").text
    assert "clauses ask for something that no label or notice watches" in page and "Floor plans" in page
    assert "Add a clause" not in page


def test_a_labels_severity_and_sensitivity_are_laid_on_the_version_in_service(director, checkers):
    form = form_of("labels", "insult", severity="serious", sensitivity="-2")
    tried, saved = try_and_save(director, form)
    assert "known posts" in tried.text and saved.location == "/admin/policy"
    checkers.look()
    label = checkers.current().policy.labels["insult"]
    assert (label.severity, label.sensitivity) == ("serious", -2)
    assert "much later" in director.get("/admin/policy").text
    back, _ = try_and_save(director, form_of("labels", "insult", severity="caution", sensitivity="0", seen="1"))
    checkers.look()
    assert checkers.current().policy.version == load_policy().version and "Posts with it" in back.text


def test_a_clause_that_says_something_else_needs_a_new_version_and_a_real_day(director, overlays):
    form = form_of("clauses", "conduct-respect", text="Speak of everybody with respect.")
    assert "give it a new version" in director.post("/admin/rules/try", data=form).text
    answer = director.post("/admin/rules/try", data=form | {"version": "2.0", "effective": "soon"})
    assert answer.status_code == 422 and "needs a day such as" in answer.text
    try_and_save(director, form | {"version": "2.0", "effective": "2026-12-01"})
    entry = overlays.current().content["clauses"]["conduct-respect"]["fields"]
    assert (entry["version"], entry["effective"]) == ("2.0", "2026-12-01")


def test_a_clause_is_added_and_a_label_points_to_it(director, overlays):
    clause = {
        "part": "clauses",
        "title_of_new": "Local courtesy",
        "title": "Local courtesy",
        "text": "Be kind.",
        "version": "1.0",
        "effective": "2026-12-01",
        "force": "required",
        "audience": "employees",
        "scope": "any",
        "group": "Local",
        "order": "90",
        "seen": "0",
    }
    try_and_save(director, clause)
    try_and_save(director, form_of("labels", "insult", clause="local-courtesy", seen="1"))
    assert set(overlays.current().content) == {"format", "clauses", "labels"}
    taken = director.post(
        "/admin/rules/try", data={"part": "clauses", "name": "local-courtesy", "wish": "shipped", "seen": "2"}
    )
    assert taken.status_code == 422 and "has clause = 'local-courtesy'" in html.unescape(taken.text)


@pytest.fixture
def upgraded(overlays, monkeypatch):
    """One changed rule whose shipped file was another one when it was changed."""
    name = "insult/superlative"
    file = drafts.shipped()["rules"][name]
    older = file.fields | {"reason": "This may have been rude."}
    entry = Entry(base="a" * 64, fields=older | {"severity": "serious"}, was=older)
    save(overlays, Overlay({"rules": {name: entry}}))
    return name


@pytest.mark.parametrize(
    ("wish", "left"), [("keep", ("serious", "rude")), ("merge", ("serious", "insult")), ("shipped", None)]
)
def test_a_conflict_after_an_upgrade_is_kept_merged_or_given_up(director, overlays, upgraded, wish, left):
    assert "An update changed 1 file that you had changed" in director.get("/admin/rules").text
    page = director.get(f"/admin/rules/edit/rules/{upgraded}").text
    assert "An update changed this file, too" in page and "This may have been rude." in page
    form = {"part": "rules", "name": upgraded, "wish": wish, "seen": "1"}
    answer = director.post("/admin/rules/try", data=form)
    director.post("/admin/rules/save", data=hidden(answer.text, "/admin/rules/save"))
    entry = overlays.current().content.get("rules", {}).get(upgraded)
    assert (entry is None) == (left is None)
    if left:
        assert entry["fields"]["severity"] == left[0] and left[1] in entry["fields"]["reason"]
    assert "An update changed" not in director.get("/admin/rules").text


def test_a_rule_whose_shipped_file_is_gone_still_has_its_page(director, overlays, monkeypatch):
    gone = {"kind": "words", "words": ["zebra brain"], "examples": {"match": ["zebra brain"] * 4, "clear": ["a"] * 4}}
    save(overlays, Overlay({"rules": {"insult/gone": Entry(base="b" * 64, fields=gone, was=gone)}}))
    page = director.get("/admin/rules/edit/rules/insult/gone").text
    assert "does not ship it any more" in page


def test_history_shows_what_a_version_changed_and_restores_it(director, auditor, overlays):
    save(overlays, ADDED, "added rules/insult/zebra")
    save(overlays, Overlay(), "took it out")
    listed = auditor.get("/admin/rules/history").text
    assert "added rules/insult/zebra" in listed and "Dana Hill" in listed
    page = auditor.get("/admin/rules/history/1").text
    assert "zebra brain" in page and "Restore version" not in page
    assert auditor.post("/admin/rules/history/1", data={"seen": "2"}).status_code == 403
    assert "Restore version 1" in director.get("/admin/rules/history/1").text
    stale = director.post("/admin/rules/history/1", data={"seen": "1"})
    assert stale.status_code == 409 and "Dana Hill saved version 2" in stale.text
    director.post("/admin/rules/history/1", data={"seen": "2"})
    assert overlays.current().content == overlays.read(1).content and overlays.newest() == 3
    assert director.get("/admin/rules/history/99").status_code == 404
    assert "with no change" in director.get("/admin/rules/history/0").text


def test_a_version_that_this_release_cannot_use_is_not_restored(director, overlays):
    overlays.replace({"format": 9}, seen=0, actor="a", action="overlay.imported", what="x")
    save(overlays, Overlay())
    answer = director.post("/admin/rules/history/1", data={"seen": "2"}, follow_redirects=True)
    assert "cannot be used with this release" in answer.text and overlays.newest() == 2


def test_a_refused_overlay_is_told_on_every_page(director, overlays, checkers):
    overlays.replace({"format": 9}, seen=0, actor="a", action="overlay.imported", what="x")
    checkers.look()
    for path in ("/admin/rules", "/admin/policy", "/admin/rules/history"):
        assert "The newest version of the policy cannot be used" in director.get(path).text
    assert checkers.check("zebra").checked


def test_toml_goes_out_and_comes_in_again(director, auditor, overlays):
    save(overlays, ADDED)
    toml = auditor.get("/admin/rules/exchange/policy.toml")
    assert toml.headers["Content-Disposition"].endswith('"policy.toml"') and "zebra brain" in toml.text
    assert "nothing would change" in director.post("/admin/rules/exchange", data={"toml": toml.text}).text
    save(overlays, Overlay())
    tried = director.post("/admin/rules/exchange", data={"file": (io.BytesIO(toml.data), "policy.toml")})
    assert tried.status_code == 200 and "zebra brain" in tried.text and overlays.newest() == 2
    form = hidden(tried.text, "/admin/rules/exchange/save") | {"toml": toml.text}
    assert (
        "not tried here"
        in director.post(
            "/admin/rules/exchange/save", data=form | {"toml": write_toml(Overlay())}, follow_redirects=True
        ).text
    )
    stale = director.post("/admin/rules/exchange/save", data=form | {"seen": "1"})
    assert stale.status_code == 409 and "zebra brain" in stale.text
    assert director.post("/admin/rules/exchange/save", data=form).location == "/admin/rules/history"
    assert overlays.current().content == ADDED.as_table()


LOOKING = """format = 1
[rules."insult/x".fields]
kind = "pattern"
patterns = ["(?=a)"]
examples = {match = ["a", "b", "c", "d"], clear = ["e", "f", "g", "h"]}
"""


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("format = 1\ncolour = 3", "means nothing here: 'colour'"),
        ("format = ", "not valid TOML"),
        (b"\xff\xfe", "not valid TOML"),
        (LOOKING, "Look-around"),
    ],
)  # fmt: skip
def test_toml_that_cannot_be_used_is_refused_with_a_sentence_and_kept(director, overlays, toml, says):
    data = {"file": (io.BytesIO(toml), "x.toml")} if isinstance(toml, bytes) else {"toml": toml}
    answer = director.post("/admin/rules/exchange", data=data)
    assert answer.status_code == 422 and says in html.unescape(answer.text) and overlays.newest() == 0
    if isinstance(toml, str):
        assert toml.splitlines()[0] in html.unescape(answer.text)


def test_a_file_longer_than_an_employee_may_send_is_taken_from_a_director(director):
    fields = {"kind": "words", "words": [f"word{n:05}" for n in range(9000)], "examples": {"match": ["a"], "clear": []}}
    toml = write_toml(Overlay({"rules": {"insult/many": Entry(fields=fields)}}))
    assert len(toml) > 100_000
    answer = director.post("/admin/rules/exchange", data={"toml": toml})
    assert answer.status_code == 422 and "give at least 4" in html.unescape(answer.text)


def test_a_shipped_file_is_what_a_merge_starts_from():
    assert isinstance(drafts.shipped()["rules"]["insult/superlative"], Shipped)

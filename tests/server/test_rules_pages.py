"""Rules in the console: found, edited, tried before they are saved, and never lost."""

import html
import json
import re

import pytest

from model import load_checker, load_policy
from server import create_app
from server.checking import Checkers
from server.overlaid import Overlaid
from server.store.audit import Audit
from server.store.overlay import Overlays, StaleOverlayError
from tests.server.console import sign_in as make_sign_in

WORDS = {
    "part": "rules",
    "name": "",
    "label": "insult",
    "title_of_new": "Team nicknames",
    "kind": "words",
    "words": "zebra brain\nzebra brains",
    "view": "folded",
    "reason": "This may insult a person.",
    "examples.match": "What a zebra brain\nZebra brains, all of them\nYou zebra brain\nThat zebra brain again",
    "examples.clear": "A zebra at the zoo\nThe brain has two halves\nZebras have stripes\nA brain teaser",
    "seen": "0",
}
EDIT = "/admin/rules/edit/rules/insult/superlative"


@pytest.fixture(scope="session")
def trained(artefacts):
    return load_checker(artefacts)


@pytest.fixture
def app(config, database, trained, artefacts):
    """The service around the real checker, whose folder is only read."""
    (config.artefacts / "CURRENT").write_text((artefacts / "CURRENT").read_text())
    overlaid = Overlaid(Overlays(database, Audit(database)), lambda _folder, policy: trained.under(policy))
    checkers = Checkers(config.artefacts, checker=trained, overlaid=overlaid)
    return create_app(config, checkers, database)


sign_in = make_sign_in


@pytest.fixture
def overlays(app):
    return app.extensions["forethought.services"].overlay


@pytest.fixture
def checkers(app):
    return app.extensions["forethought.services"].checkers


def hidden(page, action):
    """The hidden fields of the form that goes to `action`."""
    form = re.search(rf'<form[^>]*action="{action}".*?</form>', page, re.DOTALL)[0]
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in fields if name != "csrf_token"}


def try_and_save(browser, form):
    tried = browser.post("/admin/rules/try", data=form)
    assert tried.status_code == 200, tried.text
    return tried, browser.post("/admin/rules/save", data=hidden(tried.text, "/admin/rules/save"))


def of_shipped(name="insult/superlative", **more):
    """The form of a shipped rule as a browser would send it, with some fields typed over."""
    from server.admin import drafts, fields

    values = fields.shown("rules", drafts.shipped()["rules"][name].fields)
    form = {key: value for key, value in values.items() if value not in ("", ())}
    return form | {"part": "rules", "name": name, "seen": "0"} | more


def test_the_list_finds_rules_by_word_label_state_and_kind(director):
    everything = director.get("/admin/rules").text
    assert "superlative" in everything and "idioms" in everything
    some = director.get("/admin/rules?q=superlative&label=insult&state=shipped&part=rules").text
    assert "superlative" in some and "idioms" not in some
    assert "Nothing fits this search" in director.get("/admin/rules?q=xyzzy").text
    assert "Nothing fits" in director.get("/admin/rules?state=disabled").text


def test_a_word_list_is_tried_saved_and_warns(director, overlays, checkers):
    tried, saved = try_and_save(director, WORDS)
    assert "No known post gets another answer" in tried.text and "zebra brains" in tried.text
    assert overlays.newest() == 1 and (saved.status_code, saved.location) == (302, "/admin/rules")
    checkers.look()
    verdict = checkers.check("The zebra brains are back from recess")
    assert [one.rule for one in verdict.findings] == ["insult/team_nicknames"]
    assert "added here" in director.get("/admin/rules?q=team").text
    page = director.get("/admin/rules/edit/rules/insult/team_nicknames").text
    assert "Take it out" in page
    try_and_save(director, {"part": "rules", "name": "insult/team_nicknames", "wish": "disable", "seen": "1"})
    checkers.look()
    assert checkers.check("The zebra brains are back from recess").findings == ()


def test_nothing_is_saved_by_trying(director, overlays):
    director.post("/admin/rules/try", data=WORDS)
    assert overlays.newest() == 0


def test_a_shipped_rule_is_disabled_and_enabled_again(director, overlays, checkers):
    name = "insult/superlative"
    tried, _ = try_and_save(director, {"part": "rules", "name": name, "wish": "disable", "seen": "0"})
    assert "Lost warnings" in tried.text and "</span>disabled</ins>" in tried.text
    checkers.look()
    assert name not in {rule.id for rule in checkers.current().policy.rules}
    assert "Enable again, as shipped" in director.get(EDIT).text
    try_and_save(director, {"part": "rules", "name": name, "wish": "shipped", "seen": "1"})
    checkers.look()
    assert checkers.current().policy.version == load_policy().version


def test_a_form_sent_back_unchanged_changes_nothing(director):
    from server.admin import drafts

    for name in list(drafts.shipped()["rules"])[::9]:
        answer = director.post("/admin/rules/try", data=of_shipped(name))
        assert answer.status_code == 422 and "Nothing is different yet" in answer.text, name


@pytest.mark.parametrize("part", ["labels", "clauses", "notices", "exceptions", "pack"])
def test_every_other_form_sent_back_unchanged_makes_no_entry(part):
    from werkzeug.datastructures import MultiDict

    from server.admin import drafts, fields

    for name, file in drafts.shipped()[part].items():
        form = MultiDict()
        for key, value in fields.shown(part, file.fields).items():
            for one in value if isinstance(value, list) else [value]:
                form.add(key, one)
        assert drafts.entry_for(part, name, fields.typed(part, form, file.fields)) is None, (part, name)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"kind": "pattern", "patterns": "(?!a)b"}, "Look-around such as"),
        ({"kind": "pattern", "patterns": r"(a)\1"}, "back-references such as"),
        ({"kind": "pattern", "patterns": "(a+"}, "RE2 does not accept"),
        ({"examples.match": "nothing\nof\nthe\nkind"}, "does not find its own example: “nothing”"),
        ({"examples.clear": "a zebra brain\nb\nc\nd"}, "speaks about what it must leave alone"),
        ({"examples.clear": "one"}, "give at least 4"),
        ({"words": ""}, "lacks 'words'"),
        ({"near.within": "far"}, "needs a whole number"),
        ({"before": "-3"}, "number from 0"),
        ({"label": "joy"}, "Choose the label"),
        ({"title_of_new": "!!"}, "Give it a name"),
        ({"title_of_new": "superlative"}, "There is a file named"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_sentence_and_kept(director, overlays, typed, says):
    answer = director.post("/admin/rules/try", data=WORDS | typed)
    assert answer.status_code == 422 and says in html.unescape(answer.text)
    assert "This may insult a person." in answer.text and overlays.newest() == 0


def test_what_was_not_tried_cannot_be_saved(director, overlays):
    entry = json.dumps({"base": "", "disabled": False, "fields": {"kind": "words", "words": ["the"]}, "was": {}})
    form = {"part": "rules", "name": "insult/the", "entry": entry, "token": "made-up", "seen": "0"}
    answer = director.post("/admin/rules/save", data=form, follow_redirects=True)
    assert "try it again before saving" in answer.text and overlays.newest() == 0
    assert director.post("/admin/rules/save", data=form | {"entry": "{"}).status_code == 400


def test_two_editors_of_one_rule_lose_nothing(sign_in, overlays):
    first, second = sign_in("director"), sign_in("director")
    mine = first.post("/admin/rules/try", data=of_shipped(reason="This may belittle a person."))
    theirs = second.post("/admin/rules/try", data=of_shipped(reason="This may hurt a person."))
    first.post("/admin/rules/save", data=hidden(mine.text, "/admin/rules/save"))
    stale = second.post("/admin/rules/save", data=hidden(theirs.text, "/admin/rules/save"))
    assert stale.status_code == 409
    assert "director@school.example" in stale.text and "This may hurt a person." in stale.text
    assert overlays.newest() == 1
    form = hidden(stale.text, "/admin/rules/try")
    areas = re.findall(r'<textarea hidden name="([^"]+)">\n(.*?)</textarea>', stale.text, re.DOTALL)
    again = second.post("/admin/rules/try", data=form | {name: html.unescape(value) for name, value in areas})
    second.post("/admin/rules/save", data=hidden(again.text, "/admin/rules/save"))
    assert overlays.current().content["rules"]["insult/superlative"]["fields"]["reason"] == "This may hurt a person."


def test_a_double_click_saves_once(director, overlays):
    tried = director.post("/admin/rules/try", data=WORDS)
    form = hidden(tried.text, "/admin/rules/save")
    assert director.post("/admin/rules/save", data=form).status_code == 302
    assert director.post("/admin/rules/save", data=form).status_code == 302
    assert overlays.newest() == 1


def test_change_it_again_keeps_what_was_typed(director):
    tried = director.post("/admin/rules/try", data=WORDS)
    again = director.post("/admin/rules/again", data=hidden(tried.text, "/admin/rules/again"))
    assert "zebra brain\nzebra brains" in again.text.replace("\r", "") and "Team nicknames" in again.text


@pytest.mark.parametrize("role", ["reviewer", "auditor"])
def test_readers_see_rules_and_cannot_change_them(sign_in, role):
    reader = sign_in(role)
    page = reader.get(EDIT).text
    assert "Try this" not in page and "Disable" not in page and "readonly" in page
    assert reader.post("/admin/rules/try", data=WORDS).status_code == 403


def test_an_unknown_file_is_not_there(director):
    for path in ("rules/insult/nothing", "colors/red", "labels/nothing"):
        assert director.get(f"/admin/rules/edit/{path}").status_code == 404
    assert director.get("/admin/rules/new?part=labels").status_code == 404
    assert director.post("/admin/rules/try", data={"part": "colors"}).status_code == 404


def test_markup_in_a_rule_is_shown_as_text(director):
    answer = director.post("/admin/rules/try", data=WORDS | {"reason": "<script>alert(1)</script>"})
    assert "<script>alert" not in answer.text and "&lt;script&gt;" in answer.text


def test_a_stale_error_names_the_other_version(overlays):
    entry = {"base": "", "disabled": False, "fields": {"kind": "words"}, "was": {}}
    overlays.put("rules", "insult/a", entry, seen=0, actor="a", action="rule.edited", what="x")
    with pytest.raises(StaleOverlayError, match="version 1"):
        overlays.put("rules", "insult/a", None, seen=0, actor="b", action="rule.edited", what="y")

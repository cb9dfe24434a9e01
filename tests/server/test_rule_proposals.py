"""A rule's false alarm, settled by reviewers, waits for a director and holds no copy of the example."""

import html

import pytest

from server.admin import drafts
from server.store.flags import NewFlag
from tests.server.reviewing import DANA, labels
from tests.server.test_rules_pages import (
    WORDS,
    app,
    checkers,
    of_shipped,
    overlays,
    sign_in,
    trained,
    try_and_save,
)

__all__ = ["app", "checkers", "overlays", "sign_in", "trained"]

TEXT = "[NAME 1] is the worst cook of our staff picnic, and proud of it"


@pytest.fixture
def services(app):
    return app.extensions["forethought.services"]


@pytest.fixture
def flag(services):
    """Returns a function that flags the text as a false alarm of a rule and has a reader settle it."""
    from server.store.flags import Flags
    from server.store.tables.flags import Flag

    def begin(rule="insult/superlative", label="insult", text=TEXT, decided=()):
        finding = {"label": label, "source": "rule", "rule": rule, "score": None, "spans": [[16, 26]]}
        receipt = Flags(services.database).add(NewFlag(text, "false_alarm", (label,), [finding], "", "x.com"))
        with services.database.reading() as session:
            row = session.query(Flag).filter(Flag.text == text).one()
        return services.reviews.decide(row.id, row.revision, DANA, labels(*decided)), receipt

    return begin


def test_a_rules_reviewed_false_alarm_arrives_as_a_proposal_and_is_accepted_by_an_edit(director, flag, overlays):
    flag()
    page = director.get("/admin/rules/proposals").text
    assert "<mark>worst cook</mark>" in page and "part=exceptions" in page
    assert '<span class="badge text-bg-primary">1</span>' in director.get("/admin/rules").text
    unless = "\n".join([*drafts.shipped()["rules"]["insult/superlative"].fields["unless"], "\\bpicnic\\b"])
    form = of_shipped(unless=unless, proposal="1")
    assert (
        "write examples in words of your own"
        in director.get("/admin/rules/edit/rules/insult/superlative?proposal=1").text
    )
    copied = director.post("/admin/rules/try", data=form | {"examples.clear": f"{TEXT}\nb\nc\nd"})
    assert copied.status_code == 422 and "its sender may withdraw it" in copied.text
    try_and_save(director, form)
    assert "No rule was found wrong" in director.get("/admin/rules/proposals").text
    assert overlays.newest() == 1


def test_a_proposal_is_accepted_by_an_exception(director, flag, overlays):
    flag()
    page = director.get("/admin/rules/new?part=exceptions&label=insult&proposal=1").text
    assert "The example that this is about" in page
    exception = {
        "part": "exceptions",
        "title_of_new": "Cooks",
        "silences": ["insult"],
        "patterns": "\\bworst cook\\b",
        "scope": "overlap",
        "reason": "Self-mockery at picnics.",
        "examples.match": "the worst cook here\nworst cook ever\na worst cook\nworst cook, me",
        "examples.clear": "a cook\nthe worst boss\nworst of all\na book",
        "proposal": "1",
        "seen": "0",
    }
    try_and_save(director, exception)
    assert "cooks" in overlays.current().content["exceptions"]
    assert "No rule was found wrong" in director.get("/admin/rules/proposals").text


def test_a_proposal_is_declined_with_a_reason_once(director, flag, services):
    flag()
    say = "/admin/rules/proposals/1"
    assert "Say in a few words" in director.post(say, data={"reason": "  "}, follow_redirects=True).text
    assert "Declined" in director.post(say, data={"reason": "The rule is right."}, follow_redirects=True).text
    assert "in the meantime" in director.post(say, data={"reason": "Again."}, follow_redirects=True).text
    note = services.audit.latest()[0]
    assert note.action == "proposal.declined" and note.detail["reason"] == "The rule is right."


def test_personal_data_has_no_exception_to_offer(director, flag):
    flag(rule="personal_data/phone", label="personal_data")
    page = director.get("/admin/rules/proposals").text
    assert "Personal data has no exceptions" in page and "part=exceptions" not in page


def test_a_right_warning_proposes_nothing_and_a_changed_mind_takes_it_back(director, flag, services):
    act, _ = flag()
    services.reviews.undo(act, DANA)
    assert "No rule was found wrong" in director.get("/admin/rules/proposals").text
    flag(text="[NAME 2] is the worst boss in this building", decided=("insult",))
    assert "No rule was found wrong" in director.get("/admin/rules/proposals").text


def test_a_withdrawn_example_is_gone_from_the_proposals(director, flag, services):
    from server.store.flags import Flags

    _, receipt = flag()
    Flags(services.database).withdraw(receipt)
    assert "No rule was found wrong" in director.get("/admin/rules/proposals").text
    assert "worst cook" not in director.get("/admin/rules/edit/rules/insult/superlative?proposal=1").text


def test_what_reviewers_decided_takes_part_in_a_trial(director, flag):
    flag(text="The zebra brain puzzle is on page nine")
    tried = director.post("/admin/rules/try", data=WORDS)
    assert "Worse on 1 known post" in tried.text and "reviewed · silent → insult" in html.unescape(tried.text)

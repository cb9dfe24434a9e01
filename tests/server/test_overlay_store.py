"""The overlay's history: who changed what, nobody's edit lost, any version restored."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from model import parse_overlay
from server.store.audit import Audit
from server.store.overlay import EMPTY, Overlays, StaleOverlayError

RULE = {"base": "", "disabled": False, "fields": {"kind": "words"}, "was": {}}


@pytest.fixture
def audit(database):
    return Audit(database)


@pytest.fixture
def overlays(database, audit):
    return Overlays(database, audit)


def put(overlays, name, entry=RULE, seen=0, actor="Dana Hill"):
    return overlays.put("rules", name, entry, seen=seen, actor=actor, action="rule.edited", what=f"edited {name}")


def test_at_first_there_is_the_shipped_policy_alone(overlays):
    assert overlays.newest() == 0 and overlays.history() == []
    current = overlays.current()
    assert current.content == EMPTY and current.at is None
    assert overlays.read(0) == current and overlays.read(7) is None
    assert parse_overlay(current.content).entries == {}


def test_each_edit_is_a_version_that_says_who_when_and_what(overlays, audit):
    assert put(overlays, "insult/a") == 1
    assert put(overlays, "insult/b", seen=1, actor="Lee Park") == 2
    newest, first = overlays.history()
    assert (newest.version, newest.actor, newest.what) == (2, "Lee Park", "edited insult/b")
    assert set(newest.content["rules"]) == {"insult/a", "insult/b"} and set(first.content["rules"]) == {"insult/a"}
    assert newest.at is not None and newest.at >= first.at
    note = audit.latest()[0]
    assert (note.actor, note.action, note.subject) == ("Lee Park", "rule.edited", "rules/insult/b")


def test_two_editors_of_different_rules_lose_nothing(overlays):
    put(overlays, "insult/a", seen=0)
    put(overlays, "insult/b", seen=0, actor="Lee Park")
    assert set(overlays.current().content["rules"]) == {"insult/a", "insult/b"}


def test_the_second_editor_of_one_rule_is_told_who_was_first(overlays):
    put(overlays, "insult/a", seen=0)
    put(overlays, "insult/b", seen=1, actor="Lee Park")
    with pytest.raises(StaleOverlayError) as stale:
        put(overlays, "insult/a", RULE | {"fields": {"kind": "pattern"}}, seen=0, actor="Kim Osei")
    assert (stale.value.other.version, stale.value.other.actor) == (1, "Dana Hill")
    assert overlays.newest() == 2


def test_the_same_edit_sent_twice_is_saved_once(overlays, audit):
    assert put(overlays, "insult/a", seen=0) == put(overlays, "insult/a", seen=0) == 1
    assert len(audit.latest()) == 1


def test_an_entry_taken_out_leaves_no_empty_part(overlays):
    put(overlays, "insult/a")
    assert put(overlays, "insult/a", None, seen=1) == 2
    assert overlays.current().content == EMPTY
    assert put(overlays, "insult/never", None, seen=2) == 2


def test_an_old_version_is_restored_as_a_new_one(overlays):
    put(overlays, "insult/a")
    put(overlays, "insult/a", None, seen=1)
    old = overlays.read(1)
    assert overlays.replace(old.content, seen=2, actor="Dana Hill", action="overlay.restored", what="restored 1") == 3
    assert overlays.current().content == old.content
    assert [one.version for one in overlays.history()] == [3, 2, 1]


def test_a_restore_from_a_stale_page_is_refused(overlays):
    put(overlays, "insult/a")
    put(overlays, "insult/b", seen=1)
    with pytest.raises(StaleOverlayError) as stale:
        overlays.replace(EMPTY, seen=1, actor="Lee Park", action="overlay.restored", what="restored 0")
    assert stale.value.other.version == 2


def test_many_editors_at_once_make_one_chain_of_versions(overlays, audit):
    with ThreadPoolExecutor(8) as pool:
        versions = list(pool.map(lambda number: put(overlays, f"insult/r{number}"), range(24)))
    assert sorted(versions) == list(range(1, 25))
    assert len(overlays.current().content["rules"]) == 24
    assert audit.broken_at() is None


def test_a_failing_note_leaves_the_overlay_as_it_was(database):
    class Full:
        def note(self, *_args, **_options):
            raise OSError("disk full")

    overlays = Overlays(database, Full())
    with pytest.raises(OSError, match="disk full"):
        put(overlays, "insult/a")
    assert overlays.newest() == 0

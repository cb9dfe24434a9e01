"""A district's changes as data: what it may change, TOML there and back, and what an upgrade does to them."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.checker import load_checker
from model.errors import PolicyError
from model.overlay import Entry, Overlay, Shipped, check, conflicts, parse
from model.overlayfile import fields_toml, read_toml, write_toml
from model.policy import SHIPPED, load_policy, shipped_files

FILES = shipped_files()
RULE = {
    "kind": "pattern",
    "patterns": ["zebra"],
    "examples": {"match": ["zebra"] * 4, "clear": ["horse"] * 4},
}
ADDED = Overlay({"rules": {"insult/zebra": Entry(fields=RULE)}})


def changed(part: str, name: str, **fields) -> Entry:
    """An edit of a shipped file: these fields replaced, those given as None taken out."""
    file = FILES[part][name]
    now = {key: value for key, value in (file.fields | fields).items() if value is not None}
    return Entry(base=file.sha256, fields=now, was=file.fields)


def disabled(part: str, name: str) -> Entry:
    return Entry(base=FILES[part][name].sha256, disabled=True, was=FILES[part][name].fields)


EDITS = Overlay(
    {
        "rules": {
            "insult/zebra": Entry(fields=RULE),
            "insult/superlative": disabled("rules", "insult/superlative"),
            "staff_info/pay": changed("rules", "staff_info/pay", near=None, reason="Say “no”.\n\x7f\t🎉"),
        },
        "exceptions": {"idioms": disabled("exceptions", "idioms")},
        "labels": {"insult": changed("labels", "insult", severity="serious", sensitivity=-1)},
        "clauses": {"conduct-respect": changed("clauses", "conduct-respect", version="2.0", effective="2026-12-01")},
        "pack": {"pack": changed("pack", "pack", refers=["lighthouse"])},
    }
)


@pytest.fixture(scope="module")
def checker(artefacts: Path):
    return load_checker(artefacts)


@pytest.fixture(scope="module")
def with_nothing(artefacts: Path):
    return load_checker(artefacts, load_policy(overlay=Overlay()))


@given(st.one_of(st.text(max_size=200), st.sampled_from([text for rule in load_policy().rules for text in rule.match])))
def test_an_overlay_with_nothing_changes_no_verdict(checker, with_nothing, text: str) -> None:
    assert with_nothing.check(text) == checker.check(text)


def test_an_overlay_adds_changes_and_disables() -> None:
    policy = load_policy(overlay=EDITS)
    rules = {rule.id: rule for rule in policy.rules}
    assert "insult/zebra" in rules and "insult/superlative" not in rules
    assert rules["staff_info/pay"].near is None
    assert "idioms" not in {one.id for one in policy.exceptions}
    assert policy.labels["insult"].severity == "serious" and policy.labels["insult"].sensitivity == -1
    assert policy.clauses["conduct-respect"].effective == "2026-12-01"
    assert policy.refers == ("lighthouse",)
    assert policy.version != load_policy().version


def test_toml_says_the_same_after_a_round_trip() -> None:
    assert read_toml(write_toml(EDITS)) == EDITS
    assert read_toml(write_toml(Overlay())) == Overlay()


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=5),
        st.one_of(
            st.text(st.characters(exclude_categories=["Cs"])),
            st.booleans(),
            st.integers(-(2**60), 2**60),
            st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=3),
        ),
        max_size=4,
    )
)
def test_any_fields_survive_toml(fields: dict) -> None:
    overlay = Overlay({"exceptions": {"x": Entry(fields={"kind": "x", "reason": fields})}})
    assert read_toml(write_toml(overlay)) == overlay
    assert fields_toml({"a": ["x"], "b": fields})


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("format = ", "not valid TOML"),
        ("x" * 2_000_001, "longer than 2,000,000"),
        ("", "needs format = 1"),
        ("format = 2", "needs format = 1"),
        ("format = 1\n[colors.red]\n", "key that means nothing here: 'colors'"),
        ("format = 1\nrules = 3", "rules must be a table"),
        ('format = 1\n[rules]\n"insult/x" = 3', "insult/x must be a table"),
        ('format = 1\n[rules."insult/x"]\nfeilds = {}', "key that means nothing here: 'feilds'"),
        ('format = 1\n[rules."insult/x"]\nbase = 3', "needs words in base"),
        ('format = 1\n[rules."insult/x"]\ndisabled = "yes"', "true or false in disabled"),
        ('format = 1\n[rules."insult/x"]\nfields = 3', "needs tables in fields"),
        ('format = 1\n[rules."insult/x"]\n', "changes nothing"),
        ('format = 1\n[rules."insult/x"]\nbase = "abc"\nfields = {kind = "words"}', "not a sha256"),
        ('format = 1\n[rules.zebra]\nfields = {kind = "words"}', "name of another form"),
        ('format = 1\n[rules."../../etc"]\nfields = {kind = "words"}', "name of another form"),
        ('format = 1\n[pack.other]\nfields = {title = "x"}', "name of another form"),
        ('format = 1\n[rules."insult/x"]\ndisabled = true', "only shipped rules and exceptions can"),
        ("format = 1\n[labels.joy]\nfields = {title = 'x'}", "cannot be added"),
    ],
)
def test_a_broken_overlay_is_refused_with_a_sentence(toml: str, says: str) -> None:
    with pytest.raises(PolicyError) as refusal:
        read_toml(toml)
    assert says in str(refusal.value)


@pytest.mark.parametrize(
    ("part", "name", "entry", "says"),
    [
        ("labels", "insult", disabled("labels", "insult"), "only shipped rules and exceptions"),
        ("labels", "insult", changed("labels", "insult", target_precision=0.5), "belongs to the trained version"),
        ("labels", "insult", changed("labels", "insult", family="professionalism"), "belongs to the trained version"),
        (
            "exceptions",
            "idioms",
            changed("exceptions", "idioms", silences=["personal_data"]),
            "cannot silence personal",
        ),
        ("pack", "pack", changed("pack", "pack", families={"x": "y"}), "belongs to the trained version"),
    ],
)
def test_a_change_that_no_district_can_make_is_refused(part: str, name: str, entry: Entry, says: str) -> None:
    with pytest.raises(PolicyError, match=says):
        check(part, name, entry)


def test_an_overlay_of_thousands_of_entries_is_refused() -> None:
    many = {f"insult/x{number}": {"fields": RULE} for number in range(2001)}
    with pytest.raises(PolicyError, match="more than 2000 entries"):
        parse({"format": 1, "rules": many})


def test_a_field_that_no_file_has_is_refused_when_the_policy_is_loaded() -> None:
    with pytest.raises(PolicyError, match="means nothing here: 'colour'"):
        load_policy(overlay=ADDED.changed("rules", "insult/zebra", Entry(fields=RULE | {"colour": "red"})))
    with pytest.raises(PolicyError, match="sensitivity from -4 to 4"):
        load_policy(overlay=Overlay({"labels": {"insult": changed("labels", "insult", sensitivity=9)}}))


@pytest.fixture
def upgraded(tmp_path: Path) -> Path:
    """The pack of the next release: one rule and one label say something else, one rule is gone, one is new."""
    pack = Path(shutil.copytree(SHIPPED, tmp_path / "pack"))
    rule = pack / "rules" / "staff_info" / "pay.toml"
    rule.write_text(rule.read_text().replace("about a", "about a").replace('reason = "', 'reason = "New: '))
    (pack / "rules" / "insult" / "superlative.toml").unlink()
    label = pack / "labels" / "insult.toml"
    label.write_text(label.read_text().replace('title = "Insult"', 'title = "Insults"') + "# new\n")
    clause = pack / "clauses" / "conduct-respect.toml"
    clause.write_text("# only a comment\n" + clause.read_text())
    (pack / "rules" / "insult" / "zebra.toml").write_text(fields_toml(RULE | {"reason": "Shipped now, too."}))
    return pack


def test_an_upgrade_shows_conflicts_and_every_edit_stays_in_force(upgraded: Path) -> None:
    found = {(one.part, one.name): one for one in conflicts(EDITS, shipped_files(upgraded))}
    assert set(found) == {
        ("rules", "staff_info/pay"),
        ("rules", "insult/superlative"),
        ("rules", "insult/zebra"),
        ("labels", "insult"),
    }
    policy = load_policy(upgraded, EDITS)
    rules = {rule.id: rule for rule in policy.rules}
    assert rules["staff_info/pay"].near is None and rules["staff_info/pay"].reason.startswith("Say")
    assert rules["insult/zebra"].reason == ""
    assert policy.labels["insult"].title == "Insult"
    assert policy.clauses["conduct-respect"].version == "2.0"


def test_a_conflict_is_settled_by_keeping_merging_or_taking_the_shipped_file(upgraded: Path) -> None:
    files = shipped_files(upgraded)
    found = {one.name: one for one in conflicts(EDITS, files)}
    pay = found["staff_info/pay"]
    kept, merged = pay.kept(), pay.merged()
    assert kept is not None and merged is not None
    assert kept.fields["reason"].startswith("Say") and kept.base == files["rules"]["staff_info/pay"].sha256
    label = found["insult"].merged()
    assert label is not None and label.fields["title"] == "Insults" and label.fields["severity"] == "serious"
    settled = EDITS.changed("rules", "staff_info/pay", merged).changed("labels", "insult", label)
    settled = settled.changed("rules", "insult/superlative", found["insult/superlative"].kept())
    settled = settled.changed("rules", "insult/zebra", None)
    assert conflicts(settled, files) == []
    reasons = {rule.id: rule.reason for rule in load_policy(upgraded, settled).rules}
    assert reasons["insult/zebra"] == "Shipped now, too."


def test_an_edited_rule_outlives_the_shipped_file_it_changed() -> None:
    entry = changed("rules", "staff_info/pay", reason="Ours.")
    without = {"rules": {name: file for name, file in FILES["rules"].items() if name != "staff_info/pay"}}
    conflict = conflicts(Overlay({"rules": {"staff_info/pay": entry}}), without)[0]
    kept = conflict.kept()
    assert kept == Entry(fields=entry.fields) and conflict.merged() == kept


def test_a_new_field_of_the_shipped_file_counts_and_one_taken_out_stays_out() -> None:
    shipped = {"rules": {"a/b": {"kind": "words", "near": {}, "new": 1}}}
    entry = Entry(base="0" * 64, fields={"kind": "pattern"}, was={"kind": "words", "near": {}})
    changes = Overlay({"rules": {"a/b": entry}}).changes({}, shipped)
    assert changes == {"rules": {"a/b": {"kind": "pattern", "near": None}}}


def test_taking_out_the_last_entry_leaves_nothing() -> None:
    assert ADDED.changed("rules", "insult/zebra", None) == Overlay()
    assert replace(Entry(), base="x").state == "changed" and Entry().state == "added"
    assert conflicts(ADDED, {"rules": {"insult/zebra": Shipped(RULE, "1" * 64)}})[0].now is not None

"""The shipped pack is whole, and a malformed pack or overlay is refused by name."""

import shutil
from pathlib import Path

import pytest

from model.errors import PolicyError
from model.policy import SHIPPED, load_policy

LABELS = {
    "harassment": {"insult", "threat", "hate", "sexual_harassment", "defamation"},
    "confidentiality": {"student_info", "staff_info", "district_info", "personal_data", "image_consent"},
    "professionalism": {
        "profanity",
        "alcohol_drugs",
        "sexual_content",
        "illegal_activity",
        "student_boundary",
        "disparagement",
    },
}
RULE = {
    "kind": "pattern",
    "patterns": ["zebra"],
    "examples": {"match": ["zebra"] * 4, "clear": ["horse"] * 4},
}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "pack"))


def test_the_shipped_pack_has_all_labels_by_family() -> None:
    policy = load_policy()
    assert list(policy.families) == ["harassment", "confidentiality", "professionalism"]
    assert {family: set(labels) for family, labels in policy.families.items()} == LABELS
    assert set(policy.notices) == {"own_personal_info", "mandated_reporter", "work_time", "image_attached"}
    assert {notice.id for notice in policy.notices.values() if notice.kind == "situation"} == {
        "work_time",
        "image_attached",
    }
    assert policy.version.startswith("401.13+")


def test_every_clause_of_a_label_forbids_requires_or_advises() -> None:
    policy = load_policy()
    for label in policy.labels.values():
        assert policy.clauses[label.clause].force in ("prohibited", "required"), label.id
    groups = {clause.group for clause in policy.clauses.values()}
    assert groups == {
        "General provisions",
        "External sites",
        "A. Conduct and content",
        "A. Images",
        "B. Student groups",
        "C. What is allowed",
        "D. Accountability",
    }


def test_profanity_alcohol_and_sexual_content_are_mild_out_of_scope() -> None:
    policy = load_policy()
    mild = {label.id for label in policy.labels.values() if label.out_of_scope_severity == "info"}
    assert mild == {"profanity", "alcohol_drugs", "sexual_content"}
    assert {policy.clauses[policy.labels[name].clause].scope for name in mild} == {"district"}


def test_version_changes_with_content_and_only_with_it(pack: Path) -> None:
    assert load_policy(pack).version == load_policy().version
    changed = load_policy(pack, {"labels": {"insult": {"severity": "serious"}}})
    assert changed.version != load_policy().version
    assert changed.labels["insult"].severity == "serious"
    assert changed.labels["insult"].reason == load_policy().labels["insult"].reason


def test_an_overlay_adds_and_removes_rules() -> None:
    with_rule = load_policy(overlay={"rules": {"insult/zebra": RULE}})
    assert "insult/zebra" in {rule.id for rule in with_rule.rules}
    without = load_policy(overlay={"rules": {rule.id: None for rule in load_policy().rules}})
    assert without.rules == ()


@pytest.mark.parametrize(
    ("overlay", "says"),
    [
        ({"colors": {}}, "no part named 'colors'"),
        ({"rules": {"insult/zebra": 3}}, "insult/zebra must be a table"),
        ({"labels": {"insult": None}}, "labels/insult must be a table"),
        ({"labels": {"insult": {"clause": "nowhere"}}}, "labels/insult.toml has clause = 'nowhere'"),
        ({"labels": {"insult": {"severity": "dire"}}}, "use one of info, caution, serious"),
        ({"labels": {"insult": {"target_precision": 3}}}, "target_precision above 0"),
        ({"labels": {"insult": {"target_precision": "high"}}}, "needs a number"),
        ({"labels": {"insult": {"colour": "red"}}}, "field that means nothing here: 'colour'"),
        ({"labels": {"insult": {"reason": ""}}}, "needs words in 'reason'"),
        ({"labels": {"new": {"family": "harassment"}}}, "lacks 'clause'; add it"),
        ({"clauses": {"conduct-respect": {"audience": []}}}, "give at least 1"),
        ({"clauses": {"conduct-respect": {"force": "wished"}}}, "use one of prohibited"),
        ({"notices": {"work_time": {"kind": "text"}}}, "lacks 'rule'"),
        ({"notices": {"own_personal_info": {"replaces": ["nothing"]}}}, "replaces 'nothing'"),
        ({"rules": {"nothing/zebra": RULE}}, "stands under 'nothing', which is not a label"),
        ({"rules": {"zebra": RULE}}, "move it to rules/<label>/"),
        ({"rules": {"insult/zebra": RULE | {"examples": {"match": ["a"], "clear": []}}}}, "give at least 4"),
        ({"rules": {"insult/zebra": RULE | {"patterns": [3]}}}, "needs a list of strings"),
        ({"rules": {"insult/zebra": RULE | {"masked": "yes"}}}, "needs true or false"),
        ({"rules": {"insult/zebra": RULE | {"near": "person"}}}, "needs a table in 'near'"),
        ({"exceptions": {"x": {"silences": ["nothing"], "patterns": ["a"], "reason": "b", "examples":
            RULE["examples"]}}}, "silences 'nothing'"),
    ],
)  # fmt: skip
def test_a_malformed_overlay_is_refused_by_name(overlay: dict, says: str) -> None:
    with pytest.raises(PolicyError) as refusal:
        load_policy(overlay=overlay)
    assert says in str(refusal.value)


def test_a_malformed_file_is_refused_by_name(pack: Path) -> None:
    (pack / "labels" / "insult.toml").write_text("title = ", encoding="utf-8")
    with pytest.raises(PolicyError, match=r"insult\.toml is not valid TOML"):
        load_policy(pack)


def test_a_missing_pack_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"pack\.toml could not be read"):
        load_policy(tmp_path)

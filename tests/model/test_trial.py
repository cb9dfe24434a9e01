"""An edit is proved by its own examples and tried on known posts before it warns anybody."""

import time
from pathlib import Path

import pytest

from model.checker import load_checker
from model.errors import PolicyError
from model.overlay import Entry, Overlay
from model.policy import load_policy
from model.proof import prove
from model.sensitivity import shifted
from model.trial import reviewed_posts, trial_posts, try_policy
from tests.model.test_overlay import changed, disabled

EXAMPLES = {"match": ["a zebra", "zebra one", "that zebra", "Zebra!"], "clear": ["a horse", "a cow", "a pig", "a hen"]}
WORDS = {"kind": "words", "words": ["zebra"], "reason": "This may insult a zebra.", "examples": EXAMPLES}


def policy_with(part: str, name: str, fields: dict):
    return load_policy(overlay=Overlay({part: {name: Entry(fields=fields)}}))


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"kind": "pattern", "patterns": ["(?!horse)zebra"]}, "Look-around such as"),
        ({"kind": "pattern", "patterns": [r"(z)ebra\1"]}, "back-references such as"),
        ({"kind": "pattern", "patterns": ["(zebra"]}, "missing \\): "),
        ({"kind": "pattern", "patterns": ["zebra"], "unless": ["(?=x)"]}, "Look-around"),
        ({"kind": "pattern", "patterns": [r"zebra(?:\pL{0,500}){2}"]}, "too large"),
        ({"kind": "pattern", "patterns": ["antelope"]}, "does not find its own example: “a zebra”"),
        ({"kind": "pattern", "patterns": ["zebra|horse"]}, "speaks about what it must leave alone: “a horse”"),
        ({"kind": "detector", "detector": ["tea leaves"]}, "names a detector 'tea leaves'"),
    ],
)
def test_a_rule_that_cannot_hold_is_refused_with_a_sentence(fields: dict, says: str) -> None:
    with pytest.raises(PolicyError, match=says):
        prove(policy_with("rules", "insult/zebra", {"examples": EXAMPLES} | fields), [("rules", "insult/zebra")])


@pytest.mark.parametrize(
    ("patterns", "says"),
    [
        (["antelope"], "does not silence"),
        (["zebra|horse"], "silences what it must leave"),
        (["(?<=a)b"], "Look-around"),
    ],
)
def test_an_exception_that_cannot_hold_is_refused_with_a_sentence(patterns: list[str], says: str) -> None:
    fields = {"silences": ["insult"], "patterns": patterns, "reason": "Zebras.", "examples": EXAMPLES}
    with pytest.raises(PolicyError, match=says):
        prove(policy_with("exceptions", "zebras", fields), [("exceptions", "zebras")])


def test_the_shipped_pack_proves_itself() -> None:
    policy = load_policy()
    everything = [("rules", rule.id) for rule in policy.rules if rule.owner in {"insult", "profanity"}]
    everything += [("exceptions", one.id) for one in policy.exceptions] + [("notices", name) for name in policy.notices]
    prove(policy, everything)


def test_a_pattern_that_would_be_catastrophic_elsewhere_takes_no_longer_than_another() -> None:
    fields = {"kind": "pattern", "patterns": ["(?:z+)+ebra|(?:a|a)*$zebra|zebra"], "examples": EXAMPLES}
    policy = policy_with("rules", "insult/zebra", fields)
    started = time.perf_counter()
    prove(policy, [("rules", "insult/zebra")])
    from model.proof import only
    from model.rulebook import Rulebook
    from tests.model.test_rules import normalize, person_spans, sentences

    text = "z" * 9000 + " a" * 400
    Rulebook(only(policy, rules=["insult/zebra"])).find(text, normalize(text), sentences(text), person_spans)
    assert time.perf_counter() - started < 5


@pytest.fixture(scope="module")
def checker(artefacts: Path):
    return load_checker(artefacts)


@pytest.fixture(scope="module")
def posts(checker):
    return trial_posts(checker.policy)


def test_a_new_rule_is_told_by_its_hits_and_its_new_alarms(checker, posts) -> None:
    words = WORDS | {"words": ["homework"]}
    trial = try_policy(checker, policy_with("rules", "insult/homework", words), posts, seconds=60)
    assert trial.read == trial.posts == len(posts) > 2000
    assert trial.hits >= trial.counts["new_alarms"] > 0
    assert trial.hits_right < trial.hits
    assert all("homework" in one.text.lower() and not one.wanted for one in trial.new_alarms)
    assert trial.counts["lost_warnings"] == 0 and trial.microseconds > 0


def test_a_disabled_rule_is_told_by_its_lost_warnings(checker) -> None:
    text = "You are the dumbest zebra-brained person in this building"
    rule = {
        "kind": "words",
        "words": ["zebra-brained"],
        "examples": {"match": ["zebra-brained"] * 4, "clear": ["x"] * 4},
    }
    known = reviewed_posts([("r1", "That zebra-brained plan again", ["insult"]), ("r2", text, ["insult"])])
    with_rule = checker.under(policy_with("rules", "insult/zebra", rule))
    trial = try_policy(with_rule, load_policy(), known, seconds=60)
    assert trial.hits == trial.hits_right == 2
    assert [one.id for one in trial.lost_warnings] == ["r1"] and trial.lost_warnings[0].source == "reviewed"


def test_an_edit_that_turns_a_list_wrong_names_the_post(checker, posts) -> None:
    policy = load_policy(overlay={"rules": {rule.id: None for rule in load_policy().rules}})
    trial = try_policy(checker, policy, posts, seconds=60)
    assert set(trial.lists) <= {post.id for post in posts} and trial.counts["lost_warnings"] > 0


def test_a_change_of_a_label_is_tried_on_all_posts_within_its_time(checker, posts) -> None:
    overlay = Overlay({"labels": {"insult": changed("labels", "insult", sensitivity=4, severity="info")}})
    trial = try_policy(checker, load_policy(overlay=overlay), posts, seconds=0.6)
    assert 0 < trial.read < trial.posts and trial.seconds < 3
    assert trial.severities > 0


def test_a_label_speaks_sooner_when_its_sensitivity_rises_and_never_otherwise(checker) -> None:
    text = "Some people in this hallway never had a thought of their own"
    insult = checker.check_with_scores(text)[1]["insult"]
    assert 0 < insult < 1
    shown = {}
    for step in (-4, 0, 4):
        overlay = Overlay({"labels": {"insult": changed("labels", "insult", sensitivity=step)}})
        tuned = checker.under(load_policy(overlay=overlay) if step else load_policy())
        shown[step] = tuned._classifier._cuts[0][list(checker.policy.labels).index("insult")]
    assert shown[4] < shown[0] < shown[-4]


def test_no_step_leaves_a_threshold_exactly_as_it_was() -> None:
    assert shifted([0.3, 0.995], [0, 0]) == [0.3, 0.995]
    assert shifted([0.5], [1]) == [pytest.approx(1 / 3)] and shifted([0.5], [-1]) == [pytest.approx(2 / 3)]


def test_a_districts_own_lists_take_the_place_of_the_shipped_ones(checker, tmp_path: Path) -> None:
    (tmp_path / "gate").mkdir()
    line = (
        '{"id": "own-1", "unit": "sentence", "kind": "praise", "text": "Well done.", "labels": {}, "voice": "teacher"}'
    )
    (tmp_path / "gate" / "must_stay_silent.jsonl").write_text(line)
    posts = trial_posts(checker.policy, tmp_path)
    assert [post.id for post in posts if post.source == "must_stay_silent"] == ["own-1"]
    assert sum(post.source == "must_warn" for post in posts) > 1


def test_a_disabled_exception_lets_its_warnings_through(checker, posts) -> None:
    overlay = Overlay({"exceptions": {"idioms": disabled("exceptions", "idioms")}})
    trial = try_policy(checker, load_policy(overlay=overlay), posts, seconds=60)
    assert trial.hits > 0 and trial.counts["new_warnings"] >= 0 and trial.read == trial.posts


def test_checking_only_what_a_changed_rule_touches_finds_what_checking_everything_would(checker, posts) -> None:
    some = posts[::8]
    policy = load_policy(
        overlay={
            "rules": {
                "insult/homework": WORDS | {"words": ["homework", "class", "team"]},
                "profanity/strong_words": None,
            },
            "exceptions": {"idioms": None},
        }
    )
    trial = try_policy(checker, policy, some, seconds=600)
    after = checker.under(policy)
    turned = [
        post.id
        for post in some
        for before, now in [(checker.check(post.text), after.check(post.text))]
        if _right(post, before) != _right(post, now)
    ]
    assert sum(trial.counts.values()) == len(turned) > 0
    named = (*trial.new_alarms, *trial.lost_warnings, *trial.gone_alarms, *trial.new_warnings)
    assert {one.id for one in named} <= set(turned)


def _right(post, verdict) -> bool:
    found = {one.label for one in verdict.findings}
    return bool(found & post.labels) if post.labels else not found

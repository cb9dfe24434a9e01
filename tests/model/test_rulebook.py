"""How rules are run: views, context, people, notices, exceptions, refusals, speed."""

import threading
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import PolicyError
from model.finding import Finding
from model.normalize import normalize
from model.people import person_spans
from model.policy import load_policy
from model.rulebook import Rulebook
from model.segment import sentences

EXAMPLES = {"match": ["a"] * 4, "clear": ["b"] * 4}
SHIPPED = Rulebook(load_policy())


def with_rule(**fields: Any) -> Rulebook:
    everything = load_policy()
    removed: dict[str, Any] = {rule.id: None for rule in everything.rules}
    rule = {"kind": "pattern", "examples": EXAMPLES} | fields
    exceptions: dict[str, Any] = {one.id: None for one in everything.exceptions}
    return Rulebook(load_policy(overlay={"rules": removed | {"insult/one": rule}, "exceptions": exceptions}))


def words(rulebook: Rulebook, text: str, persons: Any = person_spans) -> list[str]:
    findings, _ = rulebook.find(text, normalize(text), sentences(text), persons)
    return [text[one.start : one.end] for one in findings]


def test_offsets_count_code_points_beside_emoji_and_accents() -> None:
    rulebook = with_rule(patterns=[r"zebras?"])
    assert words(rulebook, "👩‍👩‍👧 café 🎉 zebra, naïve Zebras 🦓") == ["zebra", "Zebras"]


def test_a_match_covers_whole_words_and_begins_none_in_the_middle() -> None:
    rulebook = with_rule(patterns=[r"\bzebra"])
    assert words(rulebook, "zebrafish ézebra") == ["zebrafish"]


def test_the_first_group_is_the_span() -> None:
    assert words(with_rule(patterns=[r"(lions?) ran|(zebras?) ran"]), "zebras ran") == ["zebras"]
    assert words(with_rule(patterns=[r"striped (zebra) ran"]), "a striped zebra ran") == ["zebra"]


def test_words_have_boundaries_in_every_script() -> None:
    rulebook = with_rule(kind="words", words=["zoo", "big cat"])
    assert words(rulebook, "Zoo zoo, ézoo zooé zoom @zoo big-cat big cat.") == ["Zoo", "zoo", "big-cat", "big cat"]


@pytest.mark.parametrize(
    "typed",
    ["darn", "DARN", "d*rn", "d**n", "da#n", "d-rn", "dar*", "daarn", "daaaaarn", "d a r n", "d.a.r.n", "d4rn", "d@rn",
     "ｄａｒｎ", "d\u200barn", "dаrn"],
)  # fmt: skip
def test_masked_words_are_found_as_typed(typed: str) -> None:
    rulebook = with_rule(kind="words", words=["darn"], masked=True)
    assert words(rulebook, f"oh {typed} it") == [typed]


@pytest.mark.parametrize("typed", ["dawn", "darner", "barn", "@darn", "d&n", "d n", "dn"])
def test_other_words_are_not_taken_for_masked_ones(typed: str) -> None:
    assert words(with_rule(kind="words", words=["darn"], masked=True), f"oh {typed} it") == []


def test_requires_and_unless_look_at_the_sentence_only() -> None:
    rulebook = with_rule(patterns=["zebra"], requires=["wild"], unless=["book"])
    assert words(rulebook, "A wild zebra. A zebra. A wild zebra in a book. My book is here.") == ["zebra"]


def test_before_and_after_narrow_the_context() -> None:
    rulebook = with_rule(patterns=["zebra"], unless=["book"], before=6, after=6)
    assert words(rulebook, "the book has nothing on it but a zebra") == ["zebra"]
    assert words(rulebook, "one book: zebra") == []
    assert words(rulebook, "zebra, book") == []


@pytest.mark.parametrize(
    ("what", "text", "count"),
    [
        ("person", "Marcus saw a zebra", 1),
        ("person", "Mr. Tran saw a zebra", 1),
        ("person", "He saw a zebra", 0),
        ("student", "Marcus saw a zebra", 1),
        ("student", "Mr. Tran saw a zebra", 0),
        ("child", "Some kid saw a zebra", 1),
        ("child", "Somebody saw a zebra", 0),
        (["lion", "big cat"], "a big cat saw a zebra", 1),
        (["lion", "big cat"], "a horse saw a zebra", 0),
        ("person", "Marcus " + "walked on and on " * 8 + "and saw a zebra", 0),
    ],
)
def test_near_asks_for_people_or_words(what: Any, text: str, count: int) -> None:
    rulebook = with_rule(patterns=["zebra"], near={"what": what, "within": 40})
    assert len(words(rulebook, text)) == count


def test_people_are_looked_for_once_and_only_when_asked_for() -> None:
    asked: list[str] = []

    def persons(text: str) -> list[tuple[int, int]]:
        asked.append(text)
        return []

    rulebook = with_rule(patterns=["zebra"], near={"what": "person"})
    assert words(rulebook, "no animals here", persons) == []
    assert asked == []
    assert words(rulebook, "zebra zebra", persons) == []
    assert len(asked) == 1
    assert words(rulebook, "zebra zebra", [(6, 11)]) == ["zebra"], "a person inside the match is none beside it"


def test_a_notice_replaces_the_finding_on_the_writers_own_number() -> None:
    own = "My new cell is 217-555-0143, and her cell is 217-555-0188."
    findings, notices = SHIPPED.find(own, normalize(own), sentences(own), person_spans)
    assert [own[one.start : one.end] for one in notices] == ["217-555-0143"]
    assert {own[one.start : one.end] for one in findings} == {"217-555-0188"}


def test_findings_carry_rule_reason_and_severity() -> None:
    text = "SSN 219-09-9999"
    findings, _ = SHIPPED.find(text, normalize(text), sentences(text), ())
    assert findings == [
        Finding(4, 15, "personal_data", "rule", None, "This looks like a Social Security or taxpayer number.",
                "personal_data/ssn")
    ]  # fmt: skip


EXCEPTION = {"silences": ["insult", "personal_data"], "patterns": ["rehearsal"], "reason": "x", "examples": EXAMPLES}


@pytest.mark.parametrize(
    ("scope", "left"),
    [("sentence", ["later zebra"]), ("overlap", ["zebra before rehearsal", "later zebra"]), ("post", [])],
)
def test_an_exception_reaches_as_far_as_its_scope(scope: str, left: list[str]) -> None:
    text = "A zebra before rehearsal. A later zebra."
    rulebook = Rulebook(load_policy(overlay={"exceptions": {"idioms": None, "x": EXCEPTION | {"scope": scope}}}))
    findings = [Finding(2, 24, "insult", "classifier", 0.9, "", None), Finding(28, 39, "insult", "rule", None, "", "r")]
    if scope == "overlap":
        findings[0] = Finding(2, 7, "insult", "classifier", 0.9, "", None)
        left = ["zebra", "later zebra"]
    kept = rulebook.silenced(normalize(text), sentences(text), findings)
    assert [text[one.start : one.end] for one in kept] == left


def test_no_exception_silences_a_personal_data_rule() -> None:
    text = "The number 219-09-9999 at rehearsal."
    rulebook = Rulebook(load_policy(overlay={"exceptions": {"x": EXCEPTION}}))
    rule = Finding(11, 22, "personal_data", "rule", None, "", "personal_data/ssn")
    classifier = Finding(11, 22, "personal_data", "classifier", 0.7, "", None)
    assert rulebook.silenced(normalize(text), sentences(text), [rule, classifier]) == [rule]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"patterns": [r"(?=look) ahead"]}, r"rules/insult/one.toml has a pattern that RE2 does not accept"),
        ({"patterns": ["fine", "un(closed"]}, "un(closed"),
        ({"patterns": ["fine"], "unless": ["*"]}, "does not accept"),
        ({"kind": "detector", "detector": "horoscope"}, "names a detector 'horoscope'; there are account"),
    ],
)
def test_a_rule_that_cannot_run_is_refused_by_file_and_pattern(fields: dict[str, Any], says: str) -> None:
    with pytest.raises(PolicyError) as refusal:
        with_rule(**fields)
    assert says in str(refusal.value)


def test_a_bad_pattern_in_an_exception_is_refused() -> None:
    with pytest.raises(PolicyError, match=r"exceptions/x\.toml"):
        Rulebook(load_policy(overlay={"exceptions": {"x": EXCEPTION | {"patterns": ["(?<!a)b"]}}}))


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_text_is_read_without_error(text: str) -> None:
    views, spans = normalize(text), sentences(text)
    findings, notices = SHIPPED.find(text, views, spans, person_spans)
    assert all(0 <= one.start <= one.end <= len(text) for one in (*findings, *notices))
    SHIPPED.silenced(views, spans, findings)


def test_threads_see_what_one_thread_sees() -> None:
    texts = [example for rule in load_policy().rules for example in rule.match[:2]]
    expected = [words(SHIPPED, text) for text in texts]
    wrong: list[str] = []

    def run() -> None:
        wrong.extend(text for text, found in zip(texts, expected, strict=True) if words(SHIPPED, text) != found)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong

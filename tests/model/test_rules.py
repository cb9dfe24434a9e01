"""Every rule, notice and exception of the shipped pack, run over the examples in its own file."""

from collections.abc import Iterator

import pytest

from model.finding import Finding
from model.normalize import normalize
from model.people import person_spans
from model.policy import Policy, load_policy
from model.rule import ExceptionRule, Rule
from model.rulebook import Rulebook
from model.segment import sentences

POLICY: Policy = load_policy()
RULEBOOK = Rulebook(POLICY)
RULES = {rule.id: rule for rule in POLICY.rules}
RULES |= {notice.rule.id: notice.rule for notice in POLICY.notices.values() if notice.rule}
EXCEPTIONS = {exception.id: exception for exception in POLICY.exceptions}


def said_by(text: str) -> Iterator[str]:
    """The ids of the rules that speak about `text`, whatever exceptions say."""
    findings, notices = RULEBOOK.find(text, normalize(text), sentences(text), person_spans)
    for one in (*findings, *notices):
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip()
        yield one.rule_id or ""


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_speaks_about_what_it_must_match(rule: Rule) -> None:
    silent = [text for text in rule.match if rule.id not in said_by(text)]
    assert not silent, f"{rule.id} should speak about: {silent}"


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_is_silent_about_what_must_stay_clear(rule: Rule) -> None:
    loud = [text for text in rule.clear if rule.id in said_by(text)]
    assert not loud, f"{rule.id} should be silent about: {loud}"


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_speaks_whatever_stands_around_its_sentence(rule: Rule) -> None:
    for text in rule.match:
        wrapped = f"🎉🎉 Good morning, José!\n\n{text}\n\nSee you soon 👩‍👩‍👧"
        assert rule.id in said_by(wrapped), f"{rule.id} should speak about: {wrapped!r}"


def left_of(exception: ExceptionRule, text: str) -> set[str]:
    """The labels the exception should silence, still found when a classifier finds them all over `text`."""
    findings = [Finding(0, len(text), label, "classifier", 0.9, "", None) for label in exception.silences]
    only = load_policy(overlay={"exceptions": dict.fromkeys(set(EXCEPTIONS) - {exception.id})})
    return {one.label for one in Rulebook(only).silenced(normalize(text), sentences(text), findings)}


@pytest.mark.parametrize("exception", EXCEPTIONS.values(), ids=EXCEPTIONS)
def test_an_exception_silences_what_it_must_match(exception: ExceptionRule) -> None:
    loud = [text for text in exception.match if left_of(exception, text)]
    assert not loud, f"{exception.id} should silence: {loud}"


@pytest.mark.parametrize("exception", EXCEPTIONS.values(), ids=EXCEPTIONS)
def test_an_exception_leaves_what_must_stay_clear(exception: ExceptionRule) -> None:
    quiet = [text for text in exception.clear if left_of(exception, text) != set(exception.silences)]
    assert not quiet, f"{exception.id} should leave: {quiet}"


def test_clear_examples_are_clear_of_every_rule_of_their_label() -> None:
    loud = [
        (rule.id, said, text)
        for rule in RULES.values()
        for text in rule.clear
        for said in said_by(text)
        if said.partition("/")[0] == rule.owner
    ]
    assert not loud

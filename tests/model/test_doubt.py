"""A pattern stays silent where the classifier sees no sign of its label; words and identifiers do not."""

import pytest

from model.checker import Checker
from model.finding import Finding
from model.policy import load_policy
from model.predict import Text


class Doubting:
    """A classifier that finds nothing and doubts the labels it is told to."""

    likely = 0.5

    def __init__(self, doubted: frozenset[str]) -> None:
        self._doubted = doubted

    def find(self, _text: Text, *, spoken: bool) -> tuple[list[Finding], frozenset[str]]:
        return [], self._doubted if spoken else frozenset()


def _labels(text: str, doubted: frozenset[str]) -> set[str]:
    policy = load_policy()
    checker = Checker(Doubting(doubted), policy, "test")  # type: ignore[arg-type]
    return {finding.label for finding in checker.check(text).findings}


@pytest.mark.parametrize(
    ("text", "label"),
    [("Our superintendent is a pathetic loser.", "insult"), ("The wifi password is Falcon2024!", "district_info")],
)
def test_a_pattern_is_believed_unless_the_classifier_sees_nothing_of_the_kind(text: str, label: str) -> None:
    assert label in _labels(text, frozenset())
    assert label not in _labels(text, frozenset({label}))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Well, shit, the bus is late.", "profanity"),
        ("Marisol's cell is 217-555-0148 if you want her.", "personal_data"),
    ],
)
def test_words_and_identifiers_speak_for_themselves(text: str, label: str) -> None:
    assert label in _labels(text, frozenset(load_policy().labels))


def test_a_rule_alone_stops_nobody_where_the_classifier_sees_nothing_of_the_kind() -> None:
    policy = load_policy()
    text = "Marisol's cell is 217-555-0148 if you want her."
    agreed = Checker(Doubting(frozenset()), policy, "test").check(text)  # type: ignore[arg-type]
    alone = Checker(Doubting(frozenset({"personal_data"})), policy, "test").check(text)  # type: ignore[arg-type]
    assert (agreed.severity, agreed.findings[0].confidence) == ("serious", "likely")
    assert (alone.severity, alone.findings[0].confidence) == ("caution", "possible")

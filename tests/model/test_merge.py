"""No two findings say the same thing about the same words."""

from model.finding import Finding
from model.merge import merge


def _finding(start: int, end: int, label: str = "insult", source: str = "classifier") -> Finding:
    return Finding(
        start,
        end,
        label,
        source,
        None if source == "rule" else 0.9,
        "Why.",
        "r" if source == "rule" else None,
    )


def test_within_a_label_the_narrower_span_wins() -> None:
    assert merge([_finding(0, 20), _finding(5, 9)], [(0, 20)]) == [_finding(5, 9)]


def test_labels_side_by_side_both_stay() -> None:
    found = merge([_finding(0, 9), _finding(0, 9, "threat")], [(0, 9)])
    assert [one.label for one in found] == ["insult", "threat"]


def test_the_classifier_stays_silent_in_a_sentence_where_a_rule_named_the_label() -> None:
    rule = _finding(12, 16, source="rule")
    assert merge([_finding(0, 4), rule], [(0, 20)]) == [rule]


def test_the_classifier_speaks_in_the_next_sentence() -> None:
    rule, other = _finding(0, 4, source="rule"), _finding(25, 29)
    assert merge([other, rule], [(0, 20), (21, 40)]) == [rule, other]


def test_of_two_alike_the_rule_stays() -> None:
    rule = _finding(0, 4, source="rule")
    assert merge([_finding(0, 4), rule], [(0, 10)]) == [rule]

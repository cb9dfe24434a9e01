"""When readers' words settle an example, what the employee is told, and which example comes first."""

import datetime
import math

import pytest

from server.store.ranking import doubt, rank
from server.store.settling import Word, outcome, settle

INSULT, SILENT, UNSURE = Word(1, "labels", ("insult",)), Word(2, "labels", ()), Word(3, "unsure")


@pytest.mark.parametrize(
    ("words", "second", "state", "disputed"),
    [
        ([], False, "waiting", False),
        ([INSULT], False, "reviewed", False),
        ([Word(1, "dismissed", reason="test")], False, "dismissed", False),
        ([UNSURE], True, "second_reader", False),
        ([UNSURE, INSULT], True, "reviewed", False),
        ([INSULT], True, "second_reader", False),
        ([INSULT, Word(2, "labels", ("insult",), reply="Same.")], True, "reviewed", False),
        ([INSULT, SILENT], True, "second_reader", True),
        ([INSULT, SILENT, Word(4, "labels", ())], True, "reviewed", False),
        ([INSULT, SILENT, UNSURE], True, "second_reader", True),
        ([INSULT, Word(2, "labels", ("threat",)), Word(4, "dismissed", reason="test")], True, "second_reader", True),
        ([INSULT, Word(2, "labels", ("insult",), ("own_personal_info",))], True, "second_reader", True),
    ],
)
def test_one_word_is_enough_until_a_second_reader_is_asked_for(words, second, state, disputed):
    settled = settle(words, wants_second=second)
    assert (settled.state, settled.disputed) == (state, disputed)
    assert (settled.word is None) == (state in {"waiting", "second_reader"})


@pytest.mark.parametrize(
    ("kind", "named", "decided", "became"),
    [
        ("false_alarm", ["insult"], [], "agreed"),
        ("false_alarm", ["insult"], ["profanity"], "agreed"),
        ("false_alarm", ["insult"], ["insult"], "kept"),
        ("missed", ["threat"], ["threat"], "agreed"),
        ("missed", [], ["threat"], "agreed"),
        ("missed", ["threat"], [], "kept"),
        ("right", ["insult"], ["insult"], "agreed"),
        ("right", ["insult"], [], "kept"),
    ],
)
def test_the_employee_was_right_when_what_they_said_was_decided(kind, named, decided, became):
    assert outcome(kind, named, decided) == became


def finding(label="insult", source="classifier", score=0.9):
    return {"label": label, "source": source, "score": score}


def test_what_the_version_is_unsure_about_teaches_more_than_what_it_is_sure_about():
    unsure = doubt("false_alarm", ["insult"], [finding(score=0.55)], {"insult": 0.55})
    sure = doubt("false_alarm", ["insult"], [finding(score=0.99)], {"insult": 0.99})
    assert sure < 0.1 < unsure
    assert doubt("missed", [], [], {"insult": 0.45, "threat": 0.01}) > 0.8
    assert doubt("missed", ["threat"], [], {"insult": 0.45, "threat": 0.01}) < 0.1


def test_a_rule_against_an_employee_is_half_unknown_and_so_is_what_nobody_scored():
    assert doubt("false_alarm", [], [finding(source="rule", score=None)], {"insult": 1.0}) == 0.5
    assert doubt("missed", [], [], None) == 0.5


def test_a_month_of_waiting_counts_as_much_as_twice_the_doubt():
    day = datetime.date(2026, 11, 24)
    month = datetime.timedelta(days=30)
    assert math.isclose(rank(0.4, 1, day - month), rank(0.8, 1, day))
    assert rank(0.5, 8, day) > rank(0.5, 2, day) > rank(0.5, 1, day)

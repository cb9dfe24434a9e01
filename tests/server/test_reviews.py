"""What readers say about examples: saved once, seen by the second reader, taken back, given to training."""

import pytest

from server.store.flags import Flags
from server.store.reviews import Reviews, StaleError
from tests.server.reviewing import DANA, KIM, LEE, UNSURE, Notebook, dismissed, example, labels, only, rows


@pytest.fixture
def audit():
    return Notebook()


@pytest.fixture
def reviews(database, audit):
    return Reviews(database, audit)


@pytest.fixture
def flags(database):
    return Flags(database)


def decide(reviews, database, reader, word, **more):
    row = only(database)
    return reviews.decide(row.id, row.revision, reader, word, **more)


def test_a_decision_is_kept_with_its_reader_and_in_the_log_without_the_text(database, flags, reviews, audit):
    flags.add(example())
    decide(reviews, database, DANA, labels(reply="A character in a play."))
    row = only(database)
    assert row.revision == 1
    assert (row.state, row.outcome, row.final_labels, row.reply) == ("reviewed", "agreed", [], "A character in a play.")
    ((actor, action, subject, detail),) = audit.notes
    assert (actor, action, subject) == ("Dana Fields", "flag.decided", f"flag {row.id}")
    assert detail == {"verdict": "labels", "labels": "", "reason": "", "state": "reviewed"}


def test_saying_the_same_again_changes_nothing(database, flags, reviews, audit):
    flags.add(example())
    row = only(database)
    acts = {reviews.decide(row.id, 0, DANA, labels("student_info")) for _ in range(2)}
    assert len(audit.notes) == len(acts) == 1 and only(database).revision == 1


def test_the_second_of_two_readers_on_one_example_is_told_and_saves_nothing(database, flags, reviews):
    flags.add(example())
    row = only(database)
    reviews.decide(row.id, 0, DANA, labels("student_info"))
    with pytest.raises(StaleError):
        reviews.decide(row.id, 0, KIM, labels())
    assert only(database).final_labels == ["student_info"]


def test_two_readers_who_differ_bring_it_back_until_one_gives_way(database, flags, reviews):
    flags.add(example())
    decide(reviews, database, DANA, labels("student_info"))
    decide(reviews, database, KIM, labels())
    row = only(database)
    assert (row.state, row.disputed, row.final_labels) == ("second_reader", True, None)
    assert list(reviews.decided()) == []
    decide(reviews, database, LEE, labels())
    row = only(database)
    assert (row.state, row.disputed, row.final_labels) == ("reviewed", False, [])
    assert reviews.pairs() == [(frozenset({"student_info"}), frozenset())]


def test_an_unsure_reader_asks_for_a_second_whose_word_is_enough(database, flags, reviews):
    flags.add(example())
    decide(reviews, database, DANA, UNSURE, wants_second=True)
    assert only(database).state == "second_reader"
    decide(reviews, database, KIM, dismissed())
    assert (only(database).state, only(database).outcome) == ("dismissed", "dismissed")


def test_taking_back_restores_what_was_there_before(database, flags, reviews):
    flags.add(example())
    act = decide(reviews, database, DANA, labels("student_info"))
    assert reviews.undo(act, KIM) == []
    assert reviews.undo(act, DANA) == [only(database).id]
    assert reviews.undo(act, DANA) == []
    row = only(database)
    assert (row.state, row.outcome, row.final_labels, row.decided_on, row.leads) == ("waiting", None, None, None, True)


def test_training_is_given_what_was_settled_and_nothing_else(database, flags, reviews):
    receipts = [flags.add(example(f"{word} stands by itself here")) for word in ("alpha", "beta", "gamma", "delta")]
    ids = {row.text.split()[0]: row for row in rows(database)}
    reviews.decide(ids["alpha"].id, 0, DANA, labels("student_info", notices=("own_personal_info",)))
    reviews.decide(ids["beta"].id, 0, DANA, dismissed())
    reviews.decide(ids["gamma"].id, 0, DANA, labels())
    flags.withdraw(receipts[2])
    (given,) = reviews.decided()
    assert given.id == f"flag-{ids['alpha'].id}" and given.kind == "false_alarm"
    assert (given.labels, given.notices) == (("student_info",), ("own_personal_info",))
    assert "alpha" not in repr(given)


def test_examples_that_say_the_same_stand_as_one_line_and_are_decided_at_once(database, flags, reviews):
    for number in range(4):
        flags.add(example(f"[NAME {number}] is failing math again and nobody at home seems to care at all"))
    flags.add(example("Something else altogether, about the cafeteria"))
    flags.add(example("[NAME 1] is failing math again and nobody at home seems to care at all", kind="right"))
    alike = [row for row in rows(database) if "home" in row.text and row.kind == "false_alarm"]
    assert len({row.cluster for row in alike}) == 1 and len({row.cluster for row in rows(database)}) == 3
    assert sum(row.leads for row in alike) == 1
    act, saved, left = reviews.decide_alike([row.id for row in alike], DANA, labels("student_info"))
    assert (saved, left) == (4, 0)
    assert reviews.decide_alike([row.id for row in alike], KIM, labels())[1:] == (0, 4)
    assert sum(row.state == "waiting" for row in rows(database)) == 2
    assert len(reviews.undo(act, DANA)) == 4
    assert sum(row.state == "waiting" for row in rows(database)) == 6
    assert sum(row.leads for row in rows(database)) == 3


def test_when_the_leader_is_decided_another_one_leads(database, flags, reviews):
    for number in range(3):
        flags.add(example(f"[NAME {number}] is failing math again and nobody at home seems to care at all"))
    leader = next(row for row in rows(database) if row.leads)
    act = reviews.decide(leader.id, leader.revision, DANA, labels())
    open_ = [row for row in rows(database) if row.state == "waiting"]
    assert sum(row.leads for row in open_) == 1
    reviews.undo(act, DANA)
    assert sum(row.leads for row in rows(database)) == 1


def test_what_cannot_be_noted_is_not_saved(database, flags, audit):
    class FullDiskError(Exception):
        pass

    class Full(Notebook):
        def note(self, *_args, **_more):
            raise FullDiskError

    flags.add(example())
    with pytest.raises(FullDiskError):
        decide(Reviews(database, Full()), database, DANA, labels())
    assert only(database).state == "waiting"

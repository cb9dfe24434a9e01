"""Texts that say the same share marks, by the same measure as the one that the splits are made with."""

import random

from model import is_near_duplicate, marks, shingles
from model.similar import near_duplicates

TEXTS = (
    "Stayed late to help [NAME 1], failing math again, bless him",
    "Stayed late to help [NAME 2], failing math again, bless him!",
    "Stayed late again. Failing math, bless him, to help [NAME 1]",
    "Proud of our robotics team tonight",
    "PROUD of our robotics team tonight!",
    "Hello",
    "",
    "🎉🎉🎉",
)


def test_two_texts_say_the_same_exactly_where_the_splits_say_so():
    expected = set(near_duplicates(TEXTS))
    pairs = [(i, j) for i in range(len(TEXTS)) for j in range(i + 1, len(TEXTS))]
    found = {(i, j) for i, j in pairs if is_near_duplicate(shingles(TEXTS[i]), shingles(TEXTS[j]))}
    assert found == expected and found >= {(0, 1), (3, 4)}


def test_texts_that_say_the_same_share_a_mark_and_others_hardly_ever():
    dice = random.Random(3)
    words = [f"word{number}" for number in range(300)]
    missed = strangers = 0
    for _ in range(200):
        one = dice.choices(words, k=30)
        other = [*one]
        for at in dice.sample(range(30), k=2):
            other[at] = dice.choice(words)
        first, second, third = (
            set(marks(shingles(" ".join(some)))) for some in (one, other, dice.choices(words, k=30))
        )
        assert is_near_duplicate(shingles(" ".join(one)), shingles(" ".join(other)))
        missed += not first & second
        strangers += bool(first & third)
    assert missed <= 6 and strangers <= 2


def test_marks_are_the_same_in_every_release_and_fit_every_database():
    found = marks(shingles("Proud of our robotics team tonight"))
    assert len(found) == 16 and all(0 <= mark < 2**52 for mark in found)
    assert found[0] == marks(shingles("proud of OUR robotics team tonight"))[0]
    assert marks(shingles("")) == ()

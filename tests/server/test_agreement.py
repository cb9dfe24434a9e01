"""Cohen's kappa for two readers: the figure of the textbook, and words that fit it."""

import math

from server.agreement import agreement

GAVE, NOT = frozenset({"insult"}), frozenset()


def of(*pairs):
    (found,) = agreement([pair for pair, times in pairs for _ in range(times)], ["insult"])
    return found


def test_kappa_is_agreement_beyond_chance():
    # 20 + 15 of 50 alike: 0.7 observed, 0.5 by chance.
    found = of(((GAVE, GAVE), 20), ((GAVE, NOT), 5), ((NOT, GAVE), 10), ((NOT, NOT), 15))
    assert math.isclose(found.kappa, 0.4)
    assert (found.read, found.both, found.one) == (50, 20, 15) and "little more than chance" in found.words


def test_readers_who_always_agree_and_readers_who_never_do():
    always = of(((GAVE, GAVE), 6), ((NOT, NOT), 6))
    assert always.kappa == 1 and "the guide is clear" in always.words
    assert of(((GAVE, GAVE), 12)).kappa == 1
    never = of(((GAVE, NOT), 6), ((NOT, GAVE), 6))
    assert never.kappa == -1 and "no more than chance" in never.words


def test_nothing_is_claimed_from_few_examples_or_from_a_label_that_nobody_gave():
    few = of(((GAVE, GAVE), 9))
    assert few.kappa is None and few.words == "too few to say: 9 of 10 read twice"
    unused = of(((NOT, NOT), 30))
    assert unused.kappa is None and "nobody has given" in unused.words

"""The notice that warnings are passed over more often: its rule, how seldom it errs, and what it does not miss."""

import datetime
import random

import pytest

from server.rising import rising
from server.store.counts import WeekSum

MONDAY = datetime.date(2026, 3, 2)


def weeks_of(label, before, now):
    """Eight old weeks of (shown, posted) in all, and two new ones."""
    sums = []
    for (shown, posted), start, count in ((before, 2, 8), (now, 0, 2)):
        for event, total in (("shown", shown), ("posted", posted)):
            for turn in range(count):
                part = total // count + (turn < total % count)
                week = MONDAY - datetime.timedelta(weeks=start + turn)
                sums.append(WeekSum(week, "x.com", label, "respect", event, part))
    return sums


def test_a_clear_rise_is_told_with_rounded_shares():
    (found,) = rising(weeks_of("insult", (200, 42), (60, 36)), MONDAY)
    assert (found.label, found.percent_before, found.percent_now) == ("insult", 20, 60)


def test_a_share_of_fewer_than_ten_posts_has_no_figure():
    (found,) = rising(weeks_of("insult", (200, 4), (60, 36)), MONDAY)
    assert found.percent_before is None


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ((200, 40), (60, 12)),
        ((200, 120), (60, 20)),
        ((200, 40), (29, 25)),
        ((200, 40), (60, 9)),
        ((49, 2), (60, 50)),
        ((0, 0), (60, 50)),
        ((5000, 1000), (2000, 580)),
        ((60, 20), (30, 14)),
    ],
)
def test_no_rise_a_small_one_and_too_few_are_not_told(before, now):
    assert rising(weeks_of("insult", before, now), MONDAY) == []


def test_all_posted_before_and_after_is_no_rise():
    assert rising(weeks_of("insult", (60, 60), (40, 44)), MONDAY) == []


def test_the_largest_rise_comes_first_and_older_weeks_do_not_count():
    sums = weeks_of("insult", (400, 40), (100, 40)) + weeks_of("hate", (400, 40), (100, 80))
    sums += [WeekSum(MONDAY - datetime.timedelta(weeks=40), "x.com", "insult", "respect", "posted", 9_000)]
    assert [one.label for one in rising(sums, MONDAY)] == ["hate", "insult"]


def draw(dice, size, share):
    return size, sum(dice.random() < share for _ in range(size))


def test_chance_alone_speaks_in_at_most_one_look_of_a_hundred():
    dice = random.Random(11)
    looks, spoke = 400, 0
    for _ in range(looks):
        sums = []
        for label in ("insult", "hate", "threat", "profanity"):
            share = dice.uniform(0.15, 0.6)
            sums += weeks_of(label, draw(dice, 240, share), draw(dice, 60, share))
        spoke += bool(rising(sums, MONDAY))
    assert spoke <= looks * 0.02


def test_a_share_that_doubles_is_seldom_missed():
    dice = random.Random(12)
    found = sum(
        bool(rising(weeks_of("insult", draw(dice, 240, 0.25), draw(dice, 60, 0.5)), MONDAY)) for _ in range(200)
    )
    assert found >= 170

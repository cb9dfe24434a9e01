"""Curves over scores, on samples small enough to check by hand."""

import pytest

from model.measure.curves import BINS, CALIBRATED_FROM, area, precision_recall, reliability

HALF = [True] * 50 + [False] * 50


def test_scores_that_tell_everything_apart_have_full_precision() -> None:
    curve = precision_recall(HALF, [0.9] * 50 + [0.1] * 50)
    assert curve["average"] == 1.0
    assert curve["recall"][0] == 1.0 and max(curve["precision"]) == 1.0


def test_scores_that_tell_nothing_have_the_precision_of_the_mix() -> None:
    assert precision_recall(HALF, [0.5] * 100)["average"] == 0.5


def test_a_long_curve_is_thinned_and_keeps_its_direction() -> None:
    curve = precision_recall([number % 3 == 0 for number in range(1000)], [number / 1000 for number in range(1000)])
    assert len(curve["precision"]) == len(curve["recall"]) <= 2 * 60
    assert curve["recall"] == sorted(curve["recall"], reverse=True)
    assert len(precision_recall(HALF, [number / 100 for number in range(100)], points=10)["recall"]) <= 20


def test_scores_that_come_true_as_often_as_they_say_have_no_error() -> None:
    truth = [number < 30 for number in range(100)] + [number < 70 for number in range(100)]
    table = reliability(truth, [0.3] * 100 + [0.7] * 100, [1.0] * 200)
    assert table["error"] == 0.0
    assert [(row["said"], row["was"], row["texts"]) for row in table["bins"]] == [(0.3, 0.3, 100), (0.7, 0.7, 100)]


def test_the_error_is_the_gap_of_each_bin_by_its_weight() -> None:
    # Half of the weight says 0.9 and is right half of the time, the other half says 0.5 and is right half of the time.
    truth = [True, False] * 2
    assert reliability(truth, [0.9, 0.9, 0.5, 0.5], [1.0] * 4)["error"] == pytest.approx(0.2)
    assert reliability(truth, [0.9, 0.9, 0.5, 0.5], [3.0, 3.0, 1.0, 1.0])["error"] == pytest.approx(0.3)


def test_a_text_counts_by_its_weight() -> None:
    (row,) = reliability([True, False], [0.5, 0.5], [1.0, 3.0])["bins"]
    assert (row["was"], row["weight"], row["texts"]) == (0.25, 4.0, 2)


def test_scores_that_nobody_sees_are_shown_but_are_no_error() -> None:
    table = reliability([True] * 10, [CALIBRATED_FROM - 0.05] * 10, [1.0] * 10)
    assert len(table["bins"]) == 1 and table["error"] == 0.0


def test_certainty_is_in_the_last_bin_and_no_score_is_counted_twice() -> None:
    table = reliability([True] * len(BINS), BINS, [1.0] * len(BINS))
    assert sum(row["texts"] for row in table["bins"]) == len(BINS)
    assert table["bins"][-1]["to"] == 1.0 and table["bins"][-1]["texts"] == 2


def test_no_texts_and_texts_without_weight_give_no_bins() -> None:
    assert reliability([], [], []) == {"bins": [], "error": 0.0}
    assert reliability([True], [0.9], [0.0]) == {"bins": [], "error": 0.0}


@pytest.mark.parametrize(
    ("scores", "expected"), [([0.9, 0.8, 0.2, 0.1], 1.0), ([0.1, 0.2, 0.8, 0.9], 0.0), ([0.5] * 4, 0.5)]
)
def test_the_area_says_how_often_the_risky_one_of_two_scores_higher(scores: list[float], expected: float) -> None:
    assert area([True, True, False, False], scores) == expected

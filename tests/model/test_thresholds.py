"""Where the bar lies from which a label is shown, and what real life is taken to be."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model.base_rates import BaseRates, load_base_rates, real_life
from model.dataset import Record
from model.errors import DatasetError
from model.policy import load_policy
from model.thresholds import FEWEST, HARD_ALARMS, HIGHEST, LIKELY_PRECISION, ORDINARY_ALARMS, Thresholds, choose

LABELS = ("insult", "profanity")
ANY = (0.0, 0.0)  # target precisions that everything reaches


def record(kind: str = "plain", *labels: str) -> Record:
    return Record("id", "source", "post", "text", dict.fromkeys(labels, ((0, 4),)), kind=kind)


RISKY, HARD, ORDINARY = record("plain", "insult"), record("idiomatic"), record("ordinary")


def chosen(
    rows: Sequence[tuple[Record, Any]], precisions: Sequence[float] = ANY, rates: Sequence[float] = (0.01, 0.01)
) -> tuple[Thresholds, Any]:
    """Choose on (record, scores of both labels) pairs; returns the scores too, as an array."""
    scores = np.array([row[1] for row in rows])
    return choose([row[0] for row in rows], scores, LABELS, rates, precisions), scores


def mixed(spread: float = 0.6) -> list[tuple[Record, Any]]:
    """Return 400 insults, 400 look-alikes and 1,000 ordinary posts with scores by chance, the risky ones higher."""
    chance = np.random.default_rng(3)
    rows = [(RISKY, (chance.uniform(0.2, 0.99), chance.uniform(0, 0.2))) for _ in range(400)]
    rows += [(HARD, chance.uniform(0, spread, 2)) for _ in range(400)]
    return rows + [(ORDINARY, chance.uniform(0, spread / 2, 2)) for _ in range(1000)]


def alarms(rows: Sequence[tuple[Record, Any]], scores: Any, shown: Sequence[float], silent: Record) -> int:
    here = np.array([row[0] is silent for row in rows])
    return int((scores[here] >= np.array(shown)).any(axis=1).sum())


@pytest.mark.parametrize("spread", [0.2, 0.6, 0.9])
def test_alarms_on_silent_posts_stay_within_what_may_be_spent_and_use_it_up(spread: float) -> None:
    rows = mixed(spread)
    thresholds, scores = chosen(rows)
    spent = [alarms(rows, scores, thresholds.shown, silent) for silent in (HARD, ORDINARY)]
    most = [int(HARD_ALARMS * 400), int(ORDINARY_ALARMS * 1000)]
    assert spent[0] <= most[0] and spent[1] <= most[1]
    assert spent[0] == most[0] or spent[1] == most[1]


def test_a_rare_label_is_shown_from_a_lower_score_than_a_common_one() -> None:
    common, rare = chosen(mixed(), rates=(0.1, 0.001))[0].shown
    assert rare < common


def test_a_label_that_is_less_precise_than_its_target_gets_a_higher_bar_of_its_own() -> None:
    # A curse's score says little: posts without a curse reach it nearly as often.
    wrong = [(RISKY, (0.9, score)) for score in np.linspace(0.3, 0.8, 50)]
    right = [(record("plain", "profanity"), (0.01, score)) for score in np.linspace(0.5, 0.95, 40)]
    rows = [*mixed(0.2), *wrong, *right]
    free, (insult, profanity) = chosen(rows)[0].shown, chosen(rows, (0.0, 0.9))[0].shown
    assert insult == free[0] and profanity > free[1]
    warned = [row[0] for row in rows if row[1][1] >= profanity]
    share = sum("profanity" in one.labels for one in warned) / len(warned)
    assert share + (share * (1 - share) / len(warned)) ** 0.5 >= 0.9


def test_a_label_that_never_reaches_its_target_speaks_only_when_it_is_all_but_certain() -> None:
    wrong = [(RISKY, (0.9, score)) for score in np.linspace(0.3, 0.9, 50)]
    assert chosen([*mixed(), *wrong], (0.0, 0.9))[0].shown[1] == HIGHEST


@pytest.mark.parametrize(("right", "believed"), [(FEWEST - 1, False), (FEWEST, True)])
def test_a_handful_of_right_warnings_is_not_believed(right: int, believed: bool) -> None:
    rows = [(record("plain", "profanity"), (0.01, 0.9 + number / 1000)) for number in range(right)]
    rows += [(RISKY, (0.9, 0.8 - number / 1000)) for number in range(20)]
    assert (chosen([*mixed(0.2), *rows], (0.0, 0.9))[0].shown[1] < HIGHEST) is believed


def test_posts_that_share_one_score_are_shown_together_or_not_at_all() -> None:
    rows = [(record("plain", "profanity"), (0.01, 0.9))] * 9
    rows += [(record("plain", "profanity"), (0.01, 0.5))] * 5 + [(RISKY, (0.9, 0.5))] * 20
    profanity = chosen([*mixed(0.2), *rows], (0.0, 0.9))[0].shown[1]
    assert 0.5 < profanity <= 0.9


def test_what_is_called_likely_is_as_precise_as_promised() -> None:
    rows = mixed(0.9)
    thresholds, scores = chosen(rows)
    sure = np.where(scores >= np.array(thresholds.shown), scores, 0).max(axis=1) >= thresholds.likely
    risky = np.array([bool(row[0].labels) for row in rows])
    assert sure.any() and risky[sure].mean() >= LIKELY_PRECISION


def test_where_nothing_is_risky_nothing_is_shown_below_certainty() -> None:
    rows = [row for row in mixed() if not row[0].labels]
    thresholds = chosen(rows, (0.9, 0.9))[0]
    assert thresholds.shown == [HIGHEST, HIGHEST] and thresholds.likely == HIGHEST


def test_where_nothing_is_silent_the_target_precision_alone_decides() -> None:
    thresholds = chosen([(RISKY, (0.5 + number / 100, 0.01)) for number in range(20)], (0.9, 0.9))[0]
    assert thresholds.shown == [pytest.approx(0.0, abs=1e-6), HIGHEST]


def test_every_label_of_the_policy_has_a_rate_and_all_are_rare() -> None:
    rates = load_base_rates(load_policy().labels)
    assert 0 < max(rates.labels.values()) <= rates.risky < rates.lookalike < 1


def test_weights_give_each_kind_of_post_its_share_of_real_life() -> None:
    records = [RISKY] * 50 + [HARD] * 30 + [record("own_personal_info")] * 10 + [ORDINARY] * 10
    weights = real_life(records, BaseRates(risky=0.02, lookalike=0.1, labels={}))
    assert sum(weights) == pytest.approx(100)
    assert sum(weights[:50]) == pytest.approx(2)
    assert sum(weights[50:90]) == pytest.approx(9.8)
    assert len(set(weights[:50])) == 1


def test_kinds_that_a_file_lacks_leave_their_share_to_the_others() -> None:
    weights = real_life([RISKY, ORDINARY, ORDINARY], BaseRates(risky=0.02, lookalike=0.1, labels={}))
    assert sum(weights) == pytest.approx(3)
    assert weights[0] / sum(weights) == pytest.approx(0.02 / (0.02 + 0.98 * 0.9))
    assert real_life([], BaseRates(0.02, 0.1, {})) == []


def test_estimates_are_read_from_the_folder_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "base_rates.toml").write_text("any = 0.1\nlookalike = 0.2\n[labels]\ninsult = 0.03\n")
    assert load_base_rates(["insult"], tmp_path) == BaseRates(0.1, 0.2, {"insult": 0.03})
    with pytest.raises(DatasetError, match="says nothing of 'threat': add its share"):
        load_base_rates(["insult", "threat"], tmp_path)
    with pytest.raises(DatasetError, match="cannot be read"):
        load_base_rates([], tmp_path / "elsewhere")

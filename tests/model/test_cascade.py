"""The cascade asks the encoder wherever asking brings a true finding, but for a bounded share."""

import numpy as np

from model.base_rates import BaseRates
from model.cascade import LOST, LOST_SUBTLE, choose_asked
from model.dataset import Record
from model.thresholds import Thresholds

RATES = BaseRates(0.02, 0.1, {"insult": 0.01})
CHOSEN = Thresholds([0.5], 0.9, [0.03], [0.0])


def _record(number: int, kind: str) -> Record:
    labels = {} if kind == "ordinary" else {"insult": ((0, 4),)}
    return Record(str(number), "test", "post", f"text {number}", labels, kind=kind)


def _units(grams: float, both: float) -> tuple[np.ndarray, np.ndarray]:
    return np.array([[grams]]), np.array([[both]])


def test_few_true_findings_are_lost_and_silent_texts_are_left_alone() -> None:
    plain = [(_record(n, "plain"), _units(0.02 + n / 1000, 0.9)) for n in range(200)]
    subtle = [(_record(200 + n, "subtle"), _units(0.01 + n / 1000, 0.8)) for n in range(100)]
    ordinary = [(_record(300 + n, "ordinary"), _units(0.001, 0.01)) for n in range(400)]
    records, units = zip(*plain, *subtle, *ordinary, strict=True)
    thresholds, figures = choose_asked(records, units, ["insult"], RATES, CHOSEN)
    assert figures["lost"] <= LOST and figures["lost_subtle"] <= LOST_SUBTLE
    assert figures["asked_ordinary"] == 0.0
    assert 0.001 < thresholds.asked[0] < 0.03
    assert thresholds.shown == CHOSEN.shown


def test_a_finding_that_asking_does_not_bring_is_no_reason_to_ask() -> None:
    records = [_record(0, "plain"), _record(1, "plain")]
    units = [_units(0.0001, 0.2), _units(0.2, 0.9)]
    thresholds, figures = choose_asked(records, units, ["insult"], RATES, CHOSEN)
    assert thresholds.asked[0] > 0.1 and figures == {
        "lost": 0.0,
        "lost_subtle": 0.0,
        "asked": 0.5,
        "asked_ordinary": 0.0,
    }


def test_where_nothing_was_found_the_encoder_is_always_asked() -> None:
    thresholds, figures = choose_asked([_record(0, "plain")], [_units(0.1, 0.2)], ["insult"], RATES, CHOSEN)
    assert thresholds.asked == [0.0] and figures["asked"] == 1.0

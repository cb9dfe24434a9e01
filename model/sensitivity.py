"""A district's wish that a label speak sooner or later than it was trained to, laid on every version's thresholds."""

from collections.abc import Sequence
from math import exp, log

STRONGEST = 4.0
_STEP = log(2)  # one step up halves the odds that a post must reach, one step down doubles them


def shifted(thresholds: Sequence[float], steps: Sequence[float]) -> list[float]:
    """Return the scores from which each label is shown, moved by its `steps`; 0 leaves one exactly as it was."""
    return [score if not step else _moved(score, step) for score, step in zip(thresholds, steps, strict=True)]


def _moved(score: float, step: float) -> float:
    certain = min(max(score, 1e-9), 1 - 1e-9)
    return 1 / (1 + exp(-(log(certain / (1 - certain)) - step * _STEP)))

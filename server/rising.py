"""Notices when employees more often post in spite of a label's warning: its threshold may be wrong.

The rule: of each label, the share of warnings after which was posted anyway in the two newest weeks is compared with
the eight weeks before, by a one-sided test of two proportions (normal approximation, pooled variance, correction for
continuity). It speaks when chance alone would do so in at most 1 of 100 looks, whatever the number of labels
(Bonferroni), and the share rose by ten points or more. It is silent below 30 warnings and 10 posts now, or 50
warnings before: too few to say anything, and too few to show.
"""

import datetime
import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist

from server.store.counts import WeekSum

NEW_WEEKS = 2
OLD_WEEKS = 8
CHANCE = 0.01
LEAST_RISE = 0.10
LEAST_SHOWN_NOW = 30
LEAST_POSTED_NOW = 10
LEAST_SHOWN_BEFORE = 50


@dataclass(frozen=True, slots=True)
class Share:
    """Warnings of one label in one stretch of time, and after how many of them was posted anyway."""

    shown: int = 0
    posted: int = 0

    @property
    def part(self) -> float:
        """The share; at most one, though a warning may be shown in one week and answered in the next."""
        return min(1.0, self.posted / self.shown) if self.shown else 0.0


@dataclass(frozen=True, slots=True)
class Rise:
    """One label whose warnings are passed over more often than before."""

    label: str
    before: Share
    now: Share

    @property
    def percent_now(self) -> int:
        """The share now, rounded to five points."""
        return _fives(self.now.part)

    @property
    def percent_before(self) -> int | None:
        """The share before, rounded to five points; None where it stands for fewer than ten posts."""
        return _fives(self.before.part) if self.before.posted >= LEAST_POSTED_NOW else None


def rising(sums: Iterable[WeekSum], this_week: datetime.date) -> list[Rise]:
    """Return the labels that the rule speaks of, the largest rise first; `this_week` is a Monday."""
    newest = this_week - datetime.timedelta(weeks=NEW_WEEKS - 1)
    oldest = newest - datetime.timedelta(weeks=OLD_WEEKS)
    shares: dict[tuple[str, bool], list[int]] = {}
    for one in sums:
        if oldest <= one.week <= this_week and one.event in {"shown", "posted"}:
            pair = shares.setdefault((one.label, one.week >= newest), [0, 0])
            pair[one.event == "posted"] += one.count
    pairs = [
        Rise(label, Share(*shares.get((label, False), (0, 0))), Share(*shares[label, True]))
        for label, is_now in shares
        if is_now
    ]
    tested = [pair for pair in pairs if _is_enough(pair)]
    found = [pair for pair in tested if _is_rise(pair, CHANCE / len(tested))]
    return sorted(found, key=lambda pair: pair.before.part - pair.now.part)


def _is_enough(pair: Rise) -> bool:
    return (
        pair.now.shown >= LEAST_SHOWN_NOW
        and pair.now.posted >= LEAST_POSTED_NOW
        and pair.before.shown >= LEAST_SHOWN_BEFORE
    )


def _is_rise(pair: Rise, chance: float) -> bool:
    now, before = pair.now, pair.before
    rise = now.part - before.part
    if rise < LEAST_RISE:
        return False
    pooled = min(1.0, (now.posted + before.posted) / (now.shown + before.shown))
    spread = math.sqrt(pooled * (1 - pooled) * (1 / now.shown + 1 / before.shown))
    correction = (1 / now.shown + 1 / before.shown) / 2
    return spread == 0 or (rise - correction) / spread >= NormalDist().inv_cdf(1 - chance)


def _fives(part: float) -> int:
    return round(part * 20) * 5

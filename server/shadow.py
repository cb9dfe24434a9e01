"""Shadow mode: a challenger sees a share of the live checks after they are answered; only counts are kept.

A text waits in memory for at most as long as the few before it take; when more come than the challenger can take, they
are left out, so that no answer waits for it.
"""

import queue
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import structlog

from model import Checker, ModelError, Policy, Verdict
from server.checking import Checkers
from server.store.shadows import Batch, LabelCount, Shadows, ShadowView

LOOK_SECONDS = 5.0
FLUSH_SECONDS = 10.0
WAITING = 8

_log = structlog.get_logger()
_Check = tuple[str, str, str, str | None, frozenset[str]]
_dice = secrets.SystemRandom()


class ShadowScorer:
    """Scores beside the champion, in one thread of each process that answers.

    Parameters
    ----------
    shadows : Shadows
        Which challenger is on trial, and where counts go.
    checkers : Checkers
        The champion, whose policy the challenger is given.
    load : callable
        Returns the checker of one version in the folder, under a policy; ModelError when it refuses.
    folder : Path
        The folder of trained versions.
    """

    def __init__(
        self, shadows: Shadows, checkers: Checkers, load: Callable[[Path, str, Policy], Checker], folder: Path
    ) -> None:
        self._shadows = shadows
        self._checkers = checkers
        self._load = load
        self._folder = folder
        self._trial: ShadowView | None = None
        self._challenger: Checker | None = None
        self._waiting: queue.Queue[_Check] = queue.Queue(WAITING)
        self._counted: Counter[tuple[str, str]] = Counter()
        self._flushed = time.monotonic()

    def offer(self, text: str, verdict: Verdict, *, site: str, kind: str, locale: str | None) -> None:
        """Let the challenger see a text that was answered, if one is on trial and has room; never waits."""
        trial = self._trial
        if trial is None or trial.champion != verdict.model or _dice.random() * 100 >= trial.share:
            return
        try:
            self._waiting.put_nowait((text, site, kind, locale, _labels(verdict)))
        except queue.Full:
            return

    def watch(self) -> None:
        """Look for a trial every five seconds from now on, beside the requests."""
        threading.Thread(target=self._watch, name="shadow", daemon=True).start()

    def look(self) -> None:
        """Take up the trial that goes on, or let go of one that has ended or whose champion has changed."""
        found = self._shadows.active()
        if found is not None and found.champion != self._checkers.current().model_version:
            found = None
        if (found and found.id) == (self._trial and self._trial.id):
            return
        self.flush()
        self._trial = self._challenger = None
        if found is None:
            _log.info("shadow_ended")
            return
        try:
            self._challenger = self._load(self._folder, found.version, self._checkers.current().policy)
        except ModelError as refused:
            # The model's own errors speak of versions and files, never of texts.
            _log.error("shadow_refused", version=found.version, reason=str(refused))
        else:
            self._trial = found
            _log.info("shadow_begun", version=found.version)

    def score_one(self, seconds: float) -> bool:
        """Score the next text, waiting up to `seconds` for one; False when none came."""
        try:
            text, site, kind, locale, champion = self._waiting.get(timeout=seconds)
        except queue.Empty:
            return False
        if self._challenger is not None:
            try:
                verdict = self._checkers.beside(self._challenger, text, site=site, kind=kind, locale=locale)
            except Exception as failed:  # noqa: BLE001 -- a challenger that fails harms nobody
                _log.error("shadow_failed", exc_info=failed)
            else:
                self._count(champion, _labels(verdict))
        return True

    def flush(self) -> None:
        """Write down what was counted since the last time."""
        self._flushed = time.monotonic()
        counted, trial = self._counted, self._trial
        if trial is None or not counted:
            return
        self._counted = Counter()
        names = {label for label, _ in counted if label}
        labels = {
            name: LabelCount(
                label=name,
                both=counted[name, "both"],
                champion_only=counted[name, "champion"],
                challenger_only=counted[name, "challenger"],
            )
            for name in names
        }
        self._shadows.add(trial.id, Batch(counted["", "checked"], counted["", "same"], labels))

    def _count(self, champion: frozenset[str], challenger: frozenset[str]) -> None:
        self._counted["", "checked"] += 1
        self._counted["", "same"] += champion == challenger
        for label in champion | challenger:
            who = "both" if label in champion & challenger else "champion" if label in champion else "challenger"
            self._counted[label, who] += 1

    def _watch(self) -> None:
        looked = 0.0
        while True:
            try:
                self.score_one(1.0)
                if time.monotonic() - looked >= LOOK_SECONDS:
                    looked = time.monotonic()
                    self.look()
                if time.monotonic() - self._flushed >= FLUSH_SECONDS:
                    self.flush()
            except Exception as failed:  # noqa: BLE001 -- the database may be away for a while
                _log.error("shadow_failed", exc_info=failed)
                time.sleep(LOOK_SECONDS)


def _labels(verdict: Verdict) -> frozenset[str]:
    return frozenset(one.label for one in verdict.findings)

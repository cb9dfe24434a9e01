"""The checker in service. Notices another version or another overlay and takes it, without a restart."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import structlog

from model import Checker, ModelError, Verdict, load_checker
from server.errors import Refusal
from server.overlaid import Overlaid

POLL_SECONDS = 1.0

_log = structlog.get_logger()
_Stamp = tuple[int, int, int, int]


class Checkers:
    """Holds one checker per process and swaps it when CURRENT or the district's overlay changes.

    Parameters
    ----------
    folder : Path
        The folder of trained versions, with CURRENT in it.
    load : callable
        Returns the checker of a folder; raises ModelError when it refuses.
    checker : Checker, optional
        Loaded already; without it call `load_now`, or the service is not ready until `look` finds a version.
    overlaid : Overlaid, optional
        Loads under the district's overlay, in place of `load`.
    """

    def __init__(
        self,
        folder: Path,
        load: Callable[[Path], Checker] = load_checker,
        checker: Checker | None = None,
        overlaid: Overlaid | None = None,
    ) -> None:
        self._pointer = folder / "CURRENT"
        self._folder = folder
        self._load = overlaid.load if overlaid else load
        self.overlaid = overlaid
        self._checker = checker
        self._seen = self._stamp() if checker else None
        # RE2 and numpy let go of the interpreter for microseconds; threads that fight to get it back lose several
        # times what they gain. So one text is checked at a time in a process, and there are as many processes as cores.
        self._turn = threading.Lock()

    def current(self) -> Checker:
        """Return the checker in service; Refusal 503 when none could be loaded yet."""
        if self._checker is None:
            raise Refusal("not-ready", "No trained version is in service: train and promote one.")
        return self._checker

    @property
    def is_ready(self) -> bool:
        """Tell whether a version is in service."""
        return self._checker is not None

    def scores(self, text: str) -> tuple[Verdict, dict[str, float]]:
        """Check one text and say how likely each label is, shown or not; Refusal 503 when there is no version."""
        checker = self.current()
        with self._turn:
            return checker.check_with_scores(text)

    def check(self, text: str, *, site: str = "", kind: str = "post", locale: str | None = None) -> Verdict:
        """Check one text with the version in service; Refusal 503 when there is none."""
        checker = self.current()
        with self._turn:
            return checker.check(text, site=site, kind=kind, locale=locale)

    def beside(
        self, challenger: Checker, text: str, *, site: str = "", kind: str = "post", locale: str | None = None
    ) -> Verdict:
        """Check one text with another version, in its turn: an answer waits for at most one such check."""
        with self._turn:
            return challenger.check(text, site=site, kind=kind, locale=locale)

    def load_now(self) -> None:
        """Load the version in service; ModelError when it is refused."""
        # The stamp comes first: a version promoted while this one loads is noticed afterwards.
        self._seen = self._stamp()
        self._checker = self._load(self._folder)

    def watch(self) -> None:
        """Look once a second from now on, beside the requests; once in each process that answers."""
        threading.Thread(target=self._watch, name="watch-current", daemon=True).start()

    def look(self) -> None:
        """Take the version that CURRENT names, or a new overlay, if one changed since the last look.

        It costs one stat call and one number from the database. Requests are answered by the old version
        meanwhile. A version that is refused changes nothing but the log, and is not tried again before one changes.
        """
        stamp = self._stamp()
        if stamp is None or stamp == self._seen:
            return
        self._seen = stamp
        before = self._checker.model_version if self._checker else None
        try:
            checker = self._load(self._folder)
        except ModelError as refused:
            # The model's own errors speak of versions and files, never of texts.
            _log.error("version_refused", kept=before, reason=str(refused))
        except Exception as failed:  # noqa: BLE001 -- whatever is wrong with the new one, the old one stays
            _log.error("version_refused", kept=before, exc_info=failed)
        else:
            self._checker = checker
            overlay = self.overlaid.in_service if self.overlaid else 0
            _log.info("version_taken", version=checker.model_version, before=before, overlay=overlay)

    def _watch(self) -> None:
        while True:
            time.sleep(POLL_SECONDS)
            self.look()

    def _stamp(self) -> _Stamp | None:
        try:
            found = self._pointer.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino, found.st_size, self.overlaid.newest() if self.overlaid else 0

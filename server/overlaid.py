"""The district's overlay in service: noticed by its number, laid over the pack, and never allowed to stop checking."""

from collections.abc import Callable, Iterator
from pathlib import Path

import structlog

from model import Checker, Policy, PolicyError, load_checker, load_policy, parse_overlay
from server.errors import StoreError
from server.store.overlay import Overlays

FURTHEST = 20  # older versions that a starting process tries before it takes the shipped pack alone

_log = structlog.get_logger()


class Overlaid:
    """Loads checkers under the newest overlay that can be used; one in each process.

    Parameters
    ----------
    overlays : Overlays
        The versions.
    load : callable
        Returns the checker of a folder of versions under a policy; raises ModelError when it refuses.
    """

    def __init__(self, overlays: Overlays, load: Callable[[Path, Policy], Checker] = load_checker) -> None:
        self._overlays = overlays
        self._load = load
        self._good: tuple[int, Policy] | None = None
        self.known = 0
        self.problem: str | None = None

    @property
    def in_service(self) -> int:
        """The number of the overlay in service; 0 for the shipped pack alone."""
        return self._good[0] if self._good else 0

    def newest(self) -> int:
        """Return the number of the newest version, the last one known while the database does not answer."""
        try:
            self.known = self._overlays.newest()
        except StoreError:
            _log.warning("overlay_unknown", kept=self.known)
        return self.known

    def load(self, folder: Path) -> Checker:
        """Load the version in service under the newest overlay, or under the last good one.

        Raises
        ------
        ModelError
            When the trained version itself is refused.
        """
        problem = None
        for version, policy_of in self._candidates():
            try:
                policy = policy_of()
                checker = self._load(folder, policy)
            except PolicyError as refused:
                problem = problem or str(refused)
                # The sentence may quote a pattern; it is the district's own, and no text of an employee.
                _log.error("overlay_refused", overlay=version, reason=str(refused))
            else:
                self._good, self.problem = (version, policy), problem
                return checker
        raise PolicyError(problem or "The shipped policy cannot be used: install this release again.")

    def _candidates(self) -> Iterator[tuple[int, Callable[[], Policy]]]:
        newest = self.newest()
        yield newest, lambda: self._policy(newest)
        if self._good is not None:
            version, policy = self._good
            yield version, lambda: policy
            return
        for older in range(newest - 1, max(0, newest - 1 - FURTHEST), -1):
            yield older, lambda older=older: self._policy(older)  # type: ignore[misc]
        yield 0, load_policy

    def _policy(self, version: int) -> Policy:
        found = self._overlays.read(version) if version else None
        return load_policy(overlay=parse_overlay(found.content)) if found else load_policy()

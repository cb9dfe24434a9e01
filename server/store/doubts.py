"""How unsure the version in service is about waiting examples, asked anew after a promotion, a few at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import or_, select

from server.store.database import Database
from server.store.likeness import open_in
from server.store.ranking import rank
from server.store.tables.flags import Flag


@dataclass(frozen=True, slots=True)
class Unasked:
    """An example that the version in service was not asked about."""

    id: int
    kind: str
    labels: tuple[str, ...]
    findings: Sequence[Mapping[str, Any]] = field(repr=False)
    text: str = field(repr=False)


class Doubts:
    """Which waiting examples a version has still to be asked about, and what it said."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._done = ""

    def unasked(self, version: str, limit: int) -> list[Unasked]:
        """Return leading examples about which `version` was not asked yet, the first of the queue first."""
        if self._done == version:  # what comes in from now on is asked at once
            return []
        stale = or_(Flag.doubted_by.is_(None), Flag.doubted_by != version)
        query = select(Flag).where(Flag.leads.is_(True), stale).order_by(Flag.rank.desc()).limit(limit)
        with self._database.reading() as session:
            found = [
                Unasked(flag.id, flag.kind, tuple(flag.labels), flag.findings, flag.text)
                for flag in session.scalars(query)
            ]
        if not found:
            self._done = version
        return found

    def keep(self, doubts: Mapping[int, float], version: str) -> None:
        """Keep how unsure `version` is about examples, and place them anew."""
        with self._database.writing() as session:
            for number, doubt in doubts.items():
                flag = session.get(Flag, number)
                if flag is not None and flag.leads:
                    flag.doubt, flag.doubted_by = doubt, version
                    flag.rank = rank(doubt, open_in(session, flag.cluster), flag.day)

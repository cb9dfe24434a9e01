"""Labels that the figures of a training doubt: they come to the queue, each one once."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.store.database import Database
from server.store.likeness import join, lead
from server.store.tables.base import random_number, today
from server.store.tables.flags import Flag, joined

KIND = "suspected_label"
_FLAG = "flag-"


@dataclass(frozen=True, slots=True)
class Suspect:
    """A record of which the figures doubt that it has (`given`), or that it lacks, a label.

    `labels` and `text` are those of the corpus; a flagged example has its own, here already.
    """

    id: str
    label: str
    given: bool = field(kw_only=True)
    labels: tuple[str, ...] = ()
    text: str | None = field(default=None, repr=False)

    def instead_of(self, labels: Iterable[str]) -> list[str]:
        """Return the labels that the figures suggest."""
        others = [one for one in labels if one != self.label]
        return others if self.given else [*others, self.label]


class Suspects:
    """Brings doubted labels to the reviewers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def bring(self, suspects: Iterable[Suspect], limit: int = 200) -> int:
        """Put doubted labels into the queue, the first ones first, and return how many.

        What a reader has answered before is not asked again, and what was decided holds until they answer.
        """
        brought = 0
        with self._database.writing() as session:
            for suspect in suspects:
                if brought >= limit:
                    break
                brought += _bring(session, suspect)
        return brought


def _bring(session: Session, suspect: Suspect) -> bool:
    if suspect.id.startswith(_FLAG):
        return _reopen(session, suspect)
    if not suspect.text:
        return False
    # No receipt can hash to this, so nobody can ask for it or withdraw it.
    key = "suspect:" + hashlib.sha256(suspect.id.encode()).hexdigest()[:56]
    if session.scalar(select(Flag.id).where(Flag.receipt_hash == key)) is not None:
        return False
    row = Flag(
        id=random_number(),
        receipt_hash=key,
        state="waiting",
        kind=KIND,
        labels=list(suspect.labels),
        named=joined(list(suspect.labels)),
        findings=[],
        text=suspect.text,
        note="",
        site="",
        day=today(),
        doubt=1.0,
        suspected=suspect.instead_of(suspect.labels),
    )
    session.add(row)
    join(session, row)
    return True


def _reopen(session: Session, suspect: Suspect) -> bool:
    number = suspect.id.removeprefix(_FLAG)
    row = session.get(Flag, int(number)) if number.isdecimal() else None
    if row is None or row.state != "reviewed" or row.upheld:
        return False
    row.state, row.suspected, row.leads = "waiting", suspect.instead_of(row.final_labels or ()), True
    row.wants_second = False
    row.revision += 1
    lead(session, row.cluster)
    return True

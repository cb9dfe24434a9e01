"""Seals and legal holds. A seal puts an example's words out of reach; a hold keeps them from being deleted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.orm import Session

from server.store.audit import Audit
from server.store.database import Database
from server.store.erasing import hold as lay_hold
from server.store.likeness import join, leave
from server.store.tables.flags import Flag
from server.store.tables.records import Hold, Seal

SEALED_TEXT = "[SEALED]"


class Custody:
    """Seals and holds the examples of one district; each act and its reason stand in the audit log."""

    def __init__(self, database: Database, audit: Audit) -> None:
        self._database = database
        self._audit = audit

    def change(self, number: int, revision: int, act: str, reason: str, by: str) -> bool:
        """Do one of `ACTS`; False when the example is gone, or was changed since it was read at `revision`."""
        with self._database.writing() as session:
            flag = session.get(Flag, number, with_for_update=True)
            if flag is None or flag.state == "withdrawn" or flag.revision != revision:
                return False
            if not ACTS[act].do(session, flag, reason, by):
                return False
            detail = {"reason": reason}
            self._audit.note(session, actor=by, action=ACTS[act].action, subject=f"flag {number}", detail=detail)
        self._database.erase_traces()
        return True


def _seal(session: Session, flag: Flag, reason: str, by: str) -> bool:
    """Move an example's words where no list, training or export looks; False when they are there already."""
    if flag.sealed:
        return False
    session.add(Seal(flag_id=flag.id, reason=reason, by=by, text=flag.text, note=flag.note, findings=flag.findings))
    former = flag.text
    flag.text, flag.note, flag.findings, flag.sealed = SEALED_TEXT, "", [], True
    flag.revision += 1
    # Its words may neither lead a group nor leave marks by which they could be guessed.
    leave(session, flag, former)
    return True


def _unseal(session: Session, flag: Flag, _reason: str, _by: str) -> bool:
    """Put an example's words back; False when they are not sealed."""
    kept = session.get(Seal, flag.id)
    if kept is None:
        return False
    flag.text, flag.note, flag.findings, flag.sealed = kept.text, kept.note, kept.findings, False
    flag.revision += 1
    session.delete(kept)
    session.flush()
    join(session, flag)
    return True


def _hold(session: Session, flag: Flag, reason: str, by: str) -> bool:
    """Lay a legal hold on an example: it beats withdrawal and retention; False when it is held already."""
    if flag.held:
        return False
    session.add(Hold(flag_id=flag.id, reason=reason, by=by))
    lay_hold(session, flag, held=True)
    return True


def _release(session: Session, flag: Flag, _reason: str, _by: str) -> bool:
    """Lift a legal hold, and delete the example when its sender asked for that meanwhile; False without a hold."""
    if not flag.held:
        return False
    session.execute(delete(Hold).where(Hold.flag_id == flag.id))
    lay_hold(session, flag, held=False)
    return True


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that can be done: its name in the audit log, the sentence afterwards, and what does it."""

    action: str
    done: str
    do: Callable[[Session, Flag, str, str], bool]


ACTS: Mapping[str, Act] = {
    "seal": Act("flag.sealed", "Sealed: its words are in no list, training or export.", _seal),
    "unseal": Act("flag.unsealed", "Unsealed: its words can be read again.", _unseal),
    "hold": Act("flag.held", "Held: neither withdrawal nor retention deletes it.", _hold),
    "release": Act("flag.released", "Released: withdrawal and retention hold again.", _release),
}

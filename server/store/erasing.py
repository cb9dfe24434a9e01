"""Deletes an example for good: its words, what readers said about it, and the marks that its words made."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from server.store.likeness import leave
from server.store.tables.flags import Flag
from server.store.tables.overlay import Proposal
from server.store.tables.records import Seal
from server.store.tables.reviews import Decision


def erase(session: Session, flag: Flag) -> None:
    """Delete an example's text, note, findings, labels and decisions; the bare row tells its receipt what happened.

    Call `Database.erase_traces` after the transaction. A legal hold is the caller's to heed.
    """
    former = flag.text
    flag.state = "withdrawn"
    flag.text = flag.note = flag.site = flag.reply = flag.named = ""
    flag.labels, flag.findings = [], []
    flag.outcome = flag.model = flag.final_labels = flag.final_notices = flag.suspected = None
    flag.wants_second = flag.disputed = flag.withdraw_asked = False
    flag.revision += 1
    flag.sealed = False
    session.execute(delete(Seal).where(Seal.flag_id == flag.id))
    # What was proposed for a rule names where its words stood, and the reason may quote them.
    session.execute(delete(Proposal).where(Proposal.flag_id == flag.id))
    session.execute(delete(Decision).where(Decision.flag_id == flag.id))
    leave(session, flag, former)


def hold(session: Session, flag: Flag, *, held: bool) -> bool:
    """Lay a legal hold on an example or lift it; tell whether it was deleted, as its sender asked meanwhile."""
    flag.held = held
    flag.revision += 1
    if held or not flag.withdraw_asked:
        return False
    erase(session, flag)
    return True

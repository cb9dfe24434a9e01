"""Rules that reviewers found wrong about an example: each waits here until a director changes or keeps the rule."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from server.store.database import Database
from server.store.overlay import Notes
from server.store.tables.flags import Flag
from server.store.tables.moment import now
from server.store.tables.overlay import Proposal


@dataclass(frozen=True, slots=True)
class ProposalView:
    """One rule about one example; `text` is read from the example itself, so that it goes when that is withdrawn."""

    id: int
    rule: str
    label: str
    text: str = field(repr=False)
    start: int
    end: int
    state: str
    reason: str
    actor: str


class Proposals:
    """What waits for a director, and what became of it."""

    def __init__(self, database: Database, audit: Notes) -> None:
        self._database = database
        self._audit = audit

    def waiting(self, limit: int = 200) -> Sequence[ProposalView]:
        """List what waits, the rules with the most examples first."""
        often = (
            select(Proposal.rule, func.count().label("n")).where(Proposal.state == "waiting").group_by(Proposal.rule)
        )
        counts = often.subquery()
        query = (
            _open()
            .join(counts, counts.c.rule == Proposal.rule)
            .where(Proposal.state == "waiting")
            .order_by(counts.c.n.desc(), Proposal.rule, Proposal.id)
            .limit(limit)
        )
        with self._database.reading() as session:
            return [_view(row, text) for row, text in session.execute(query)]

    def count(self) -> int:
        """Return how many wait."""
        query = select(func.count()).select_from(Proposal).join(Flag, Flag.id == Proposal.flag_id)
        with self._database.reading() as session:
            return (
                session.scalar(
                    query.where(Proposal.state == "waiting", Flag.state != "withdrawn", Flag.sealed.is_(False))
                )
                or 0
            )

    def find(self, number: int) -> ProposalView | None:
        """Return one; None when there is none, or its example was withdrawn."""
        with self._database.reading() as session:
            found = session.execute(_open().where(Proposal.id == number)).one_or_none()
            return _view(found[0], found[1]) if found else None

    def settle(self, number: int, state: str, *, actor: str, reason: str) -> bool:
        """Accept or decline one; False when somebody else did so before."""
        with self._database.writing() as session:
            row = session.get(Proposal, number)
            if row is None or row.state != "waiting":
                return False
            row.state, row.reason, row.actor, row.decided_at = state, reason[:300], actor, now()
            self._audit.note(
                session,
                actor=actor,
                action=f"proposal.{state}",
                subject=f"rules/{row.rule}",
                detail={"proposal": row.id, "reason": reason[:300]},
            )
            return True


def follow(session: Session, flag: Flag) -> None:
    """Bring the proposals of an example in line with what its readers decided, in their transaction."""
    wrong: dict[str, tuple[str, int, int]] = {}
    if flag.state == "reviewed" and flag.final_labels is not None:
        for one in flag.findings:
            spans = one.get("spans") or [(0, 0)]
            if one.get("source") == "rule" and one.get("rule") and one["label"] not in flag.final_labels:
                wrong.setdefault(one["rule"], (one["label"], *spans[0]))
    known = {row.rule: row for row in session.scalars(select(Proposal).where(Proposal.flag_id == flag.id))}
    for rule, row in known.items():
        if rule not in wrong and row.state == "waiting":
            session.execute(delete(Proposal).where(Proposal.id == row.id))
    for rule, (label, start, end) in wrong.items():
        if rule not in known:
            session.add(Proposal(flag_id=flag.id, rule=rule, label=label, start=start, end=end))


def _open() -> Select[Proposal, str]:
    return (
        select(Proposal, Flag.text)
        .join(Flag, Flag.id == Proposal.flag_id)
        .where(Flag.state != "withdrawn", Flag.sealed.is_(False))
    )


def _view(row: Proposal, text: str) -> ProposalView:
    return ProposalView(row.id, row.rule, row.label, text, row.start, row.end, row.state, row.reason, row.actor)

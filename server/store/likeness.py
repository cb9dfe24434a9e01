"""Groups examples that say the same, as they come in: a look at a few marks, not at every other text."""

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from model import is_near_duplicate, marks, shingles
from server.store.ranking import rank
from server.store.tables.flags import Flag
from server.store.tables.reviews import Likeness

OPEN = ("waiting", "second_reader")
_LOOKED_AT = 20  # clusters whose text is compared, those that share most marks first


def join(session: Session, flag: Flag) -> None:
    """Put a new example into the cluster of its kind that says the same, or into one of its own."""
    pairs = shingles(flag.text)
    found = marks(pairs)
    for cluster in _candidates(session, flag.kind, found):
        other = _text_of(session, cluster)
        if other is not None and is_near_duplicate(pairs, shingles(other)):
            flag.cluster = cluster
            lead(session, cluster)
            return
    flag.cluster = flag.id
    session.add_all(Likeness(kind=flag.kind, mark=mark, cluster=flag.cluster) for mark in set(found))
    lead(session, flag.cluster)


def lead(session: Session, cluster: int) -> None:
    """Choose who leads the open examples of a cluster, and give it the rank that their number deserves."""
    session.flush()
    leader: Flag | None = session.scalar(
        select(Flag)
        .where(Flag.cluster == cluster, Flag.state.in_(OPEN), Flag.sealed.is_(False))
        # A disagreement is looked at first; then who leads stays the leader, so that nothing jumps about.
        .order_by(Flag.disputed.desc(), Flag.leads.desc(), Flag.day, Flag.id)
        .limit(1)
    )
    if leader is None:
        return
    others = select(Flag).where(Flag.cluster == cluster, Flag.id != leader.id, Flag.leads, Flag.state.in_(OPEN))
    for other in session.scalars(others):
        other.leads = False
    leader.leads = True
    leader.rank = rank(leader.doubt, open_in(session, cluster), leader.day)
    session.flush()


def open_in(session: Session, cluster: int) -> int:
    """Count the examples of a cluster that wait for a reader."""
    count = select(func.count()).select_from(Flag).where(Flag.cluster == cluster, Flag.state.in_(OPEN))
    return session.scalar(count) or 0


def leave(session: Session, flag: Flag, former_text: str) -> None:
    """Take an example out of its cluster after its text was deleted; no mark of a text outlives it.

    The marks are those of one text of the cluster. Where that text may be the deleted one, they are made anew from
    another; with none left they go.
    """
    cluster, flag.cluster, flag.leads = flag.cluster, flag.id, False
    session.flush()
    kept = set(session.scalars(select(Likeness.mark).where(Likeness.cluster == cluster)))
    if not kept <= set(marks(shingles(former_text))):
        lead(session, cluster)
        return
    session.execute(delete(Likeness).where(Likeness.cluster == cluster))
    other = _text_of(session, cluster)
    if other is not None:
        made = set(marks(shingles(other)))
        session.add_all(Likeness(kind=flag.kind, mark=mark, cluster=cluster) for mark in made)
    lead(session, cluster)


def _candidates(session: Session, kind: str, found: tuple[int, ...]) -> list[int]:
    if not found:
        return []
    shared = func.count().label("shared")
    query = (
        select(Likeness.cluster)
        .where(Likeness.kind == kind, Likeness.mark.in_(found))
        .group_by(Likeness.cluster)
        .order_by(shared.desc(), Likeness.cluster)
        .limit(_LOOKED_AT)
    )
    return list(session.scalars(query))


def _text_of(session: Session, cluster: int) -> str | None:
    readable = (Flag.cluster == cluster, Flag.state != "withdrawn", Flag.sealed.is_(False))
    return session.scalar(select(Flag.text).where(*readable).order_by(Flag.id).limit(1))

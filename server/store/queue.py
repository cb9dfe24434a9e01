"""What the queue shows: pages of examples in the order of what teaches most, one of them, and how many there are."""

import datetime
from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from server.store.database import Database
from server.store.likeness import OPEN, open_in
from server.store.listing import STATES, Filter, conditions, in_order
from server.store.queue_views import Item, Page, row_of, said_of
from server.store.tables.flags import Flag
from server.store.tables.reviews import Decision

ROWS = 25


class Queue:
    """The flagged examples of one district, as reviewers read them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def counts(self) -> dict[str, dict[str, int]]:
        """Count the examples of each state (`open`, `second`, `decided`, `dismissed`) by kind."""
        query = select(Flag.state, Flag.kind, func.count()).group_by(Flag.state, Flag.kind)
        counted: dict[str, dict[str, int]] = {name: {} for name in STATES}
        with self._database.reading() as session:
            for state, kind, count in session.execute(query):
                for name, states in STATES.items():
                    if state in states:
                        counted[name][kind] = counted[name].get(kind, 0) + count
        return counted

    def disputed(self) -> int:
        """Count the examples about which readers differ."""
        query = select(func.count()).select_from(Flag).where(Flag.state == "second_reader", Flag.disputed)
        with self._database.reading() as session:
            return session.scalar(query) or 0

    def oldest(self) -> datetime.date | None:
        """Return the day of the example that has waited longest."""
        with self._database.reading() as session:
            return session.scalar(select(func.min(Flag.day)).where(Flag.state == "waiting"))

    def page(self, wanted: Filter, number: int = 1) -> Page:
        """Return one page; a number beyond the last gives the last."""
        where = self._where(wanted)
        with self._database.reading() as session:
            # Numbers first: an index holds all that is asked, and only the texts that are shown are read.
            query = in_order(select(Flag.id).where(*where), wanted)
            if wanted.search:
                matching = list(session.scalars(query))
                total, number = len(matching), _within(number, len(matching))
                shown = matching[(number - 1) * ROWS : number * ROWS]
            else:
                total = session.scalar(select(func.count()).select_from(Flag).where(*where)) or 0
                number = _within(number, total)
                shown = list(session.scalars(query.limit(ROWS).offset((number - 1) * ROWS)))
            found = {flag.id: flag for flag in session.scalars(select(Flag).where(Flag.id.in_(shown)))}
            alike = _alike(session, [flag.cluster for flag in found.values() if flag.state in OPEN])
            rows = [row_of(found[one], alike.get(found[one].cluster, 1)) for one in shown if one in found]
            return Page(rows, total, number, _pages(total))

    def item(self, flag_id: int) -> Item | None:
        """Return one example; None when there is none, or it was withdrawn or sealed."""
        with self._database.reading() as session:
            flag = session.get(Flag, flag_id)
            if flag is None or flag.state == "withdrawn" or flag.sealed:
                return None
            said = session.scalars(select(Decision).where(Decision.flag_id == flag.id).order_by(Decision.at))
            return Item(
                row=row_of(flag, open_in(session, flag.cluster) if flag.state in OPEN else 1),
                revision=flag.revision,
                held=flag.held,
                wants_second=flag.wants_second,
                suspected=None if flag.suspected is None else tuple(flag.suspected),
                outcome=flag.outcome,
                said=[said_of(one) for one in said],
                decided_alike=_decided_alike(session, flag),
                findings=flag.findings,
                note=flag.note,
            )

    def beside(self, wanted: Filter, flag_id: int, *, read_by: int | None = None) -> tuple[int | None, int | None]:
        """Return the numbers before and after an open example in the order of the list; None at an end.

        `read_by` leaves out what this reader has spoken of already and what waits for another one.
        """
        with self._database.reading() as session:
            here = session.execute(select(Flag.rank, Flag.id).where(Flag.id == flag_id)).one_or_none()
            if here is None:
                return None, self._first(session, wanted, read_by)
            later = or_(Flag.rank < here.rank, and_(Flag.rank == here.rank, Flag.id > here.id))
            earlier = or_(Flag.rank > here.rank, and_(Flag.rank == here.rank, Flag.id < here.id))
            where = [*self._where(wanted), Flag.id != flag_id, *_unread(read_by)]
            after = session.scalar(select(Flag.id).where(*where, later).order_by(Flag.rank.desc(), Flag.id).limit(1))
            before = session.scalar(select(Flag.id).where(*where, earlier).order_by(Flag.rank, Flag.id.desc()).limit(1))
            return before, after

    def first(self, wanted: Filter, *, read_by: int | None = None) -> int | None:
        """Return the number of the example to look at first."""
        with self._database.reading() as session:
            return self._first(session, wanted, read_by)

    def alike(self, flag_id: int, limit: int) -> list[int]:
        """Return the numbers of the waiting examples that say the same as one, that one first."""
        with self._database.reading() as session:
            cluster = session.scalar(select(Flag.cluster).where(Flag.id == flag_id))
            others = select(Flag.id).where(Flag.cluster == cluster, Flag.state == "waiting", Flag.id != flag_id)
            return [flag_id, *session.scalars(others.limit(limit - 1))]

    def sites(self) -> list[str]:
        """List the sites that examples come from."""
        with self._database.reading() as session:
            return [site for site in session.scalars(select(Flag.site).distinct().order_by(Flag.site)) if site]

    def _where(self, wanted: Filter) -> list[ColumnElement[bool]]:
        return conditions(wanted, is_sqlite=self._database.is_sqlite)

    def _first(self, session: Session, wanted: Filter, read_by: int | None) -> int | None:
        query = select(Flag.id).where(*self._where(wanted), *_unread(read_by))
        found: int | None = session.scalar(in_order(query, wanted).limit(1))
        return found


def _pages(total: int) -> int:
    return max(1, -(-total // ROWS))


def _within(number: int, total: int) -> int:
    return min(max(1, number), _pages(total))


def _unread(read_by: int | None) -> list[ColumnElement[bool]]:
    if read_by is None:
        return []
    mine = select(Decision.id).where(Decision.flag_id == Flag.id, Decision.reader_id == read_by).exists()
    return [or_(Flag.state == "waiting", ~mine, Flag.disputed)]


def _alike(session: Session, clusters: Sequence[int]) -> dict[int, int]:
    query = (
        select(Flag.cluster, func.count())
        .where(Flag.cluster.in_(set(clusters)), Flag.state.in_(OPEN))
        .group_by(Flag.cluster)
    )
    return {cluster: count for cluster, count in session.execute(query)} if clusters else {}  # noqa: C416 -- rows


def _decided_alike(session: Session, flag: Flag) -> dict[tuple[str, ...], int]:
    query = select(Flag.final_labels).where(Flag.cluster == flag.cluster, Flag.state == "reviewed", Flag.id != flag.id)
    found: dict[tuple[str, ...], int] = {}
    for labels in session.scalars(query.limit(1000)):
        key = tuple(sorted(labels or ()))
        found[key] = found.get(key, 0) + 1
    return found

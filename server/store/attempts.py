"""Wrong tries, counted in the database: a restart forgets none, guessing gets slow, nobody is shut out for ever."""

import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from server.store.database import Database
from server.store.tables.moment import now
from server.store.tables.people import Attempt

FREE = 5
FIRST_WAIT = datetime.timedelta(seconds=15)
LONGEST_WAIT = datetime.timedelta(minutes=15)
FORGOTTEN = datetime.timedelta(days=1)
_TURN = 3_908_222


class Attempts:
    """Counts tries by who makes them; the names are keyed hashes made by the caller."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, **limits: int) -> datetime.timedelta | None:
        """Count one try for each name before it is looked at; None lets it go on.

        Counting first keeps tries side by side from slipping through together. A try that has to wait is not
        counted, so that waiting ends.

        Parameters
        ----------
        **limits : int
            By name, how many tries are free before waiting begins.
        """
        moment = now()
        with self._database.writing() as session:
            self._database.take_turn(session, _TURN)
            rows = {who: _row(session, who) for who in limits}
            waits = [_left(row, limits[who], moment) for who, row in rows.items()]
            longest = max(waits, default=datetime.timedelta())
            if longest > datetime.timedelta():
                return longest
            for row in rows.values():
                row.failures = row.failures + 1 if row.last_at > moment - FORGOTTEN else 1
                row.last_at = moment
            session.execute(delete(Attempt).where(Attempt.last_at < moment - FORGOTTEN))
        return None

    def right(self, *whos: str) -> None:
        """Forget the tries of these names: the last one was right."""
        with self._database.writing() as session:
            session.execute(delete(Attempt).where(Attempt.who.in_(whos)))


def _row(session: Session, who: str) -> Attempt:
    row = session.get(Attempt, who)
    if row is None:
        row = Attempt(who=who, failures=0, last_at=now())
        session.add(row)
    return row


def _left(row: Attempt, free: int, moment: datetime.datetime) -> datetime.timedelta:
    over = row.failures - free
    if over < 0:
        return datetime.timedelta()
    doublings: int = min(over, 12)
    wait = min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)
    return max(row.last_at + wait - moment, datetime.timedelta())

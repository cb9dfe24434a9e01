"""Reviews: what readers say about examples, what settles them, and what training is given."""

import datetime
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.store.database import Database
from server.store.likeness import OPEN, lead
from server.store.proposals import follow
from server.store.settling import Settled, Word, outcome, settle
from server.store.tables.base import today
from server.store.tables.flags import Flag
from server.store.tables.moment import now
from server.store.tables.reviews import Decision


class Notes(Protocol):
    """Where acts are written down; `server.store.audit.Audit` is one."""

    def note(
        self, session: Session, *, actor: str, action: str, subject: str, detail: Mapping[str, str | int] = ...
    ) -> None:
        """Write one act down, in the caller's transaction."""


@dataclass(frozen=True, slots=True)
class Decided:
    """One example as the readers settled it, for training."""

    id: str
    text: str = field(repr=False)
    labels: tuple[str, ...]
    notices: tuple[str, ...]
    kind: str
    decided_on: datetime.date


@dataclass(frozen=True, slots=True)
class Reader:
    """Who decides: the number of their account, and the name that colleagues see."""

    id: int
    name: str


class StaleError(Exception):
    """The example was changed, withdrawn or sealed after the reader's page was made; nothing was saved."""


class Reviews:
    """What reviewers decide about the flagged examples of one district."""

    def __init__(self, database: Database, audit: Notes) -> None:
        self._database = database
        self._audit = audit

    def decide(self, flag_id: int, revision: int, reader: Reader, word: Word, *, wants_second: bool = False) -> str:
        """Save what one reader says about one example, and return the act, by which it can be taken back.

        The same word said again, as by a double click, changes nothing.

        Raises
        ------
        StaleError
            When there is no such example any more, or another reader was faster; nothing is saved then.
        """
        with self._database.writing() as session:
            flag = session.get(Flag, flag_id)
            if flag is None or flag.state == "withdrawn" or flag.sealed:
                raise StaleError
            is_new = (wants_second and not flag.wants_second) or flag.suspected is not None
            before = _said(session, flag, reader)
            if before is not None and not is_new and _word(before) == replace(word, reader_id=reader.id):
                return before.act
            if flag.revision != revision:
                raise StaleError
            act = _new_act()
            self._save(session, flag, reader, word, act, wants_second=wants_second)
            return act

    def decide_alike(
        self, flag_ids: Sequence[int], reader: Reader, word: Word, *, act: str | None = None
    ) -> tuple[str, int, int]:
        """Save one reader's word about many examples; return the act, how many it was saved for, and how many not.

        `act` makes them part of one that was saved just now. Only what nobody has spoken of is touched: a
        disagreement is looked at one by one.
        """
        saved, act = 0, act or _new_act()
        with self._database.writing() as session:
            for flag_id in dict.fromkeys(flag_ids):
                flag = session.get(Flag, flag_id)
                if flag is None or flag.state != "waiting" or flag.sealed:
                    continue
                self._save(session, flag, reader, word, act, wants_second=False)
                saved += 1
        return act, saved, len(set(flag_ids)) - saved

    def undo(self, act: str, reader: Reader) -> list[int]:
        """Take back what this reader said at one go; return the numbers of the examples that it was about."""
        mine = select(Decision).where(Decision.act == act, Decision.reader_id == reader.id)
        with self._database.writing() as session:
            flags = []
            for decision in session.scalars(mine).all():
                flag = session.get_one(Flag, decision.flag_id)
                session.delete(decision)
                session.flush()
                flag.wants_second = flag.wants_second and bool(_words(session, flag))
                self._resettle(session, flag)
                self._audit.note(session, actor=reader.name, action="flag.undone", subject=f"flag {flag.id}")
                flags.append(flag.id)
            return flags

    def decided(self) -> Iterator[Decided]:
        """Yield every example that its readers settled with labels, or with none: it must stay silent."""
        query = (
            select(Flag)
            .where(Flag.final_labels.is_not(None), Flag.state != "withdrawn", Flag.sealed.is_(False))
            .order_by(Flag.id)
        )
        with self._database.reading() as session:
            for flag in session.scalars(query.execution_options(yield_per=500)):
                yield Decided(
                    f"flag-{flag.id}",
                    flag.text,
                    tuple(flag.final_labels or ()),
                    tuple(flag.final_notices or ()),
                    flag.kind,
                    flag.decided_on or flag.day,
                )

    def decided_labels(self) -> dict[str, bool]:
        """Return the ids of what `decided` yields, each with whether it has labels; reads no text."""
        query = select(Flag.id, Flag.final_labels).where(Flag.final_labels.is_not(None), Flag.state != "withdrawn")
        with self._database.reading() as session:
            return {f"flag-{number}": bool(labels) for number, labels in session.execute(query)}

    def pairs(self) -> list[tuple[frozenset[str], frozenset[str]]]:
        """Return the labels of the first two readers of every example that two have labelled."""
        query = (
            select(Decision.flag_id, Decision.labels)
            .where(Decision.verdict == "labels")
            .order_by(Decision.flag_id, Decision.at, Decision.id)
        )
        by_flag: dict[int, list[frozenset[str]]] = {}
        with self._database.reading() as session:
            for flag_id, labels in session.execute(query):
                by_flag.setdefault(flag_id, []).append(frozenset(labels))
        return [(said[0], said[1]) for said in by_flag.values() if len(said) >= 2]

    def _save(self, session: Session, flag: Flag, reader: Reader, word: Word, act: str, *, wants_second: bool) -> None:
        others = [one for one in _words(session, flag) if one.reader_id != reader.id]
        session.execute(delete(Decision).where(Decision.flag_id == flag.id, Decision.reader_id == reader.id))
        session.add(
            Decision(
                flag_id=flag.id,
                reader_id=reader.id,
                reader=reader.name,
                verdict=word.verdict,
                labels=list(word.labels),
                notices=list(word.notices),
                reason=word.reason,
                reply=word.reply,
                act=act,
                at=now(),
            )
        )
        # Whoever speaks after another reader is the second one, asked for or not.
        flag.wants_second = flag.wants_second or wants_second or bool(others)
        self._resettle(session, flag)
        detail: dict[str, str | int] = {
            "verdict": word.verdict,
            "labels": ",".join(word.labels),
            "reason": word.reason,
            "state": flag.state,
        }
        self._audit.note(session, actor=reader.name, action="flag.decided", subject=f"flag {flag.id}", detail=detail)

    def _resettle(self, session: Session, flag: Flag) -> None:
        session.flush()
        settled: Settled = settle(_words(session, flag), wants_second=flag.wants_second)
        flag.state, flag.disputed = settled.state, settled.disputed
        flag.revision += 1
        word = settled.word
        if word is None or word.verdict != "labels":
            flag.outcome = "dismissed" if word else None
            flag.final_labels = flag.final_notices = None
            flag.reply = word.reply if word else ""
        else:
            flag.outcome = outcome(flag.kind, flag.spoken_of, word.labels)
            flag.final_labels, flag.final_notices = list(word.labels), list(word.notices)
            flag.reply = word.reply
        flag.decided_on = today() if word else None
        flag.model = None
        if word is not None and flag.suspected is not None:
            flag.suspected, flag.upheld = None, True
        flag.leads = flag.state in OPEN
        lead(session, flag.cluster)
        follow(session, flag)


def _words(session: Session, flag: Flag) -> list[Word]:
    rows = session.scalars(select(Decision).where(Decision.flag_id == flag.id).order_by(Decision.at, Decision.id))
    return [_word(row) for row in rows]


def _said(session: Session, flag: Flag, reader: Reader) -> Decision | None:
    return session.scalar(select(Decision).where(Decision.flag_id == flag.id, Decision.reader_id == reader.id))


def _word(row: Decision) -> Word:
    return Word(row.reader_id, row.verdict, tuple(row.labels), tuple(row.notices), row.reason, row.reply)


def _new_act() -> str:
    return secrets.token_urlsafe(16)

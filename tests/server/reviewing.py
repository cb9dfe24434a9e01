"""What tests of reviews share: examples, readers, and a notebook in place of the audit log."""

from server.store.flags import NewFlag
from server.store.reviews import Reader
from server.store.settling import Word
from server.store.tables.flags import Flag

DANA, KIM, LEE = Reader(1, "Dana Fields"), Reader(2, "Kim Okafor"), Reader(3, "Lee Marsh")


class Notebook:
    """Keeps what was noted, and refuses when told to, as a full disk would."""

    def __init__(self):
        self.notes = []

    def note(self, _session, *, actor, action, subject, detail=None):
        self.notes.append((actor, action, subject, dict(detail or {})))


def example(text="[NAME 1] is failing math again", kind="false_alarm", labels=("student_info",), **more):
    findings = [{"label": "student_info", "source": "classifier", "rule": None, "score": 0.9, "spans": [[12, 24]]}]
    return NewFlag(text, kind, labels, findings if kind == "false_alarm" else [], "", "x.com", **more)


def labels(*names, notices=(), reply=""):
    return Word(0, "labels", names, notices, reply=reply)


def dismissed(reason="unclear"):
    return Word(0, "dismissed", reason=reason)


UNSURE = Word(0, "unsure")


def rows(database):
    with database.reading() as session:
        found = list(session.query(Flag).order_by(Flag.text))
        session.expunge_all()
        return found


def only(database):
    (row,) = rows(database)
    return row

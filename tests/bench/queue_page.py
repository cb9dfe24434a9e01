"""Server time of the queue page with 50,000 flagged examples in SQLite against a queue of 50.

Usage: python tests/bench/queue_page.py. Asked through the whole application, without a network; medians of 15.
Aim: under 150 ms with 50,000.
"""

import random
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from sqlalchemy import insert

from server import create_app
from server.admin.session import COOKIE
from server.checking import Checkers
from server.config import from_environment
from server.logs import configure
from server.store import Database
from server.store.flags import Flags, NewFlag
from server.store.migrate import migrate
from server.store.ranking import rank
from server.store.tables.base import today
from server.store.tables.flags import Flag
from tests.server.console import Browser
from tests.server.fakes import FakeChecker

SMALL, LARGE, ROUNDS = 50, 50_000, 15
SITES = ("facebook.com", "x.com", "instagram.com")
PAGES = {
    "the queue": "/admin/queue",
    "page 400": "/admin/queue?page=400",
    "one kind": "/admin/queue?kind=missed",
    "one site": "/admin/queue?site=x.com",
    "one label": "/admin/queue?label=student_info",
    "words": "/admin/queue?search=word77+word",
    "decided": "/admin/queue?state=decided",
}


def rows(count: int, dice: random.Random) -> list[dict[str, object]]:
    """Make examples of about 280 characters: four of five wait, one of ten is one of several alike."""
    made: list[dict[str, object]] = []
    for number in range(1, count + 1):
        day, doubt = today() - timedelta(days=dice.randrange(120)), dice.random()
        is_open, is_alike = dice.random() < 0.8, dice.random() < 0.1
        label = dice.choice(("student_info", "insult", "threat"))
        finding = {"label": label, "source": "classifier", "rule": None, "score": doubt, "spans": [[0, 9]]}
        made.append(
            {
                "id": number,
                "receipt_hash": f"{number:064d}",
                "state": "waiting" if is_open else "reviewed",
                "kind": dice.choice(("false_alarm", "missed", "right")),
                "labels": [label],
                "named": f"|{label}|",
                "findings": [finding],
                "text": " ".join(f"word{dice.randrange(5000)}" for _ in range(31)),
                "note": "",
                "site": dice.choice(SITES),
                "day": day,
                "doubt": doubt,
                "doubted_by": "1-0000000a",
                "cluster": 1 if is_alike else number,
                "leads": is_open and not is_alike,
                "rank": rank(doubt, 1, day),
                "final_labels": None if is_open else ["insult"],
                "decided_on": None if is_open else day,
            }
        )
    return made


def measure(count: int, folder: Path) -> dict[str, float]:
    """Return the median milliseconds of each page, and of taking one more example in."""
    config = from_environment({"FORETHOUGHT_HOME": str(folder), "FORETHOUGHT_ARTEFACTS": str(folder)})
    database = Database(config.database_url)
    migrate(database)
    dice = random.Random(7)
    with database.writing() as session:
        session.execute(insert(Flag), rows(count, dice))
    app = create_app(config, Checkers(folder, checker=FakeChecker()), database)
    services = app.extensions["forethought.services"]
    with database.writing() as session:
        account = services.people.create(session, email="d@school.example", name="Robin", roles=["director"])
        cookie = services.sessions.start(session, account)
    browser = Browser(app, app.response_class, use_cookies=True)
    browser.set_cookie(COOKIE, cookie, path="/admin", domain="127.0.0.1")
    figures = {name: median(lambda page=page: ask(browser, page)) for name, page in PAGES.items()}
    flags = Flags(database)

    def add() -> None:
        text = " ".join(f"word{dice.randrange(5000)}" for _ in range(31))
        flags.add(NewFlag(text, "missed", (), (), "", "x.com"))

    figures["one more comes in"] = median(add)
    database.close()
    return figures


def ask(browser: Browser, page: str) -> None:
    answer = browser.get(page)
    if answer.status_code != 200:
        raise SystemExit(f"{page} answered {answer.status_code}, so there is nothing to compare.")


def median(act) -> float:
    act()
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        act()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def main() -> int:
    configure()
    # One line of log per request goes to standard error, as in service.
    with tempfile.TemporaryDirectory() as name:
        small, large = (measure(count, make(Path(name) / str(count))) for count in (SMALL, LARGE))
    print(f"queue: server time in ms, {LARGE:,} flagged examples against {SMALL}   (aim: under 150 ms)")
    for page in small:
        print(f"  {page:18} {small[page]:8.1f} {large[page]:8.1f}   ratio {large[page] / small[page]:5.2f}")
    return 0


def make(folder: Path) -> Path:
    folder.mkdir()
    return folder


if __name__ == "__main__":
    sys.exit(main())

"""Starts the real service around the small checker: `python tests/server/fake_service.py`, settings as usual.

The version served is what CURRENT holds; a version named `bad` is refused, as a broken artefact would be.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from model import ArtefactError
from server import create_app, logs, metrics, serving
from server.checking import Checkers
from server.config import from_environment
from server.jobs.companion import Companion
from server.store import Database
from server.store.migrate import migrate
from tests.server.fakes import FakeChecker


def load(folder: Path) -> FakeChecker:
    version = (folder / "CURRENT").read_text().strip()
    if version == "bad":
        raise ArtefactError("Version bad was altered: train it again.")
    return FakeChecker(version)


os.umask(serving.PRIVATE)
config = from_environment()
config.home.mkdir(parents=True, exist_ok=True)
config.artefacts.mkdir(parents=True, exist_ok=True)
pointer = config.artefacts / "CURRENT"
if not pointer.exists():
    pointer.write_text("1-0000000a\n")
database = Database(config.database_url)
migrate(database)
checkers = Checkers(config.artefacts, load)
checkers.load_now()
listener = serving.bind(config)
logs.configure()
metrics.share(config.home / "metrics")
app = create_app(config, checkers, database)
behaviour = os.environ.get("WITH_WORKER")
small = (str(Path(__file__).with_name("fake_worker.py")), str(behaviour), "--while-open")
companion = (Companion() if behaviour == "real" else Companion(small)) if behaviour else None
serving.serve(app, database=database, listener=listener, config=config, companion=companion)

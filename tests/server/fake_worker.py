"""Starts a real worker around the small model: `python tests/server/fake_worker.py BEHAVIOUR`, settings as usual."""

import datetime
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from server import logs, serving
from server.config import from_environment
from server.jobs import Queue
from server.jobs.companion import stop_when_closed
from server.jobs.training import Training
from server.jobs.worker import Worker
from server.store import Database
from server.store.runs import Runs
from tests.server.fakes import Decided

logs.configure()
if "--while-open" in sys.argv:
    stop_when_closed(0)
os.umask(serving.PRIVATE)
config = from_environment()
Worker(
    runs=Runs(Database(config.database_url)),
    queue=Queue(config.queue_url),
    training=Training(config.artefacts, (str(Path(__file__).with_name("fake_model.py")), sys.argv[1])),
    decided=lambda: [
        Decided("flag-1", "Quillfeather is failing math", ("student_info",), (), "missed", datetime.date(2026, 9, 1))
    ],
    home=config.home,
).run()

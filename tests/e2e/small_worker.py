"""A real worker whose trainings read a small part of the corpus: `python tests/e2e/small_worker.py CORPUS`.

It trains with the model's own command; started again with `train` behind CORPUS, as a worker does, it is that command.
"""

import runpy
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
EVERY = 8
REST = ("validation.jsonl", "validation_ordinary.jsonl", "holdout.jsonl", "holdout_ordinary.jsonl", "base_rates.toml")


def make_corpus(folder: Path) -> None:
    """Take every eighth record of each file; what versions are measured on stays whole."""
    shutil.copytree(ROOT / "training_data" / "gate", folder / "gate")
    (folder / "seed").mkdir()
    for file in (ROOT / "training_data" / "seed").glob("*.jsonl"):
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        (folder / "seed" / file.name).write_text("".join(lines[::EVERY]), encoding="utf-8")
    for name in REST:
        shutil.copy(ROOT / "training_data" / name, folder / name)


def work(corpus: Path) -> None:
    from server import logs
    from server.config import from_environment
    from server.jobs import Queue
    from server.jobs.training import Training
    from server.jobs.worker import Worker
    from server.store import Database
    from server.store.audit import Audit
    from server.store.reviews import Reviews
    from server.store.runs import Runs

    logs.configure()
    config = from_environment()
    database = Database(config.database_url)
    Worker(
        runs=Runs(database),
        queue=Queue(config.queue_url),
        training=Training(config.artefacts, (__file__, str(corpus))),
        decided=Reviews(database, Audit(database)).decided,
        home=config.home,
    ).run()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    given = sys.argv.pop(1)
    if len(sys.argv) == 1:
        work(Path(given))
    else:
        sys.argv += ["--data", given]
        runpy.run_module("model", run_name="__main__")

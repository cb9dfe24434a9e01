"""python -m server serve | work | migrate | director | audit | openapi: run it, look after it, write its contract."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from tempfile import TemporaryDirectory

from flask_openapi3.openapi import OpenAPI

from model import ModelError
from server import create_app, first_run, logs, metrics, serving, specification, upkeep
from server.checking import Checkers
from server.config import Config, from_environment, keep_key
from server.errors import ServerError
from server.jobs import Queue
from server.jobs.companion import Companion, stop_when_closed
from server.jobs.training import Training
from server.jobs.worker import Worker
from server.overlaid import Overlaid
from server.store import Database, purging
from server.store.audit import Audit
from server.store.migrate import migrate as apply_migrations
from server.store.migrate import opened
from server.store.overlay import Overlays
from server.store.people import People
from server.store.reviews import Reviews
from server.store.runs import Runs
from server.store.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; an expected failure is one sentence on standard error."""
    parser = argparse.ArgumentParser(prog="python -m server", description="The Forethought service.")
    commands = parser.add_subparsers(required=True, metavar="command")
    serve_parser = _command(commands, "serve", serve, "answer requests until stopped")
    serve_parser.add_argument("--with-worker", action="store_true", help="also run jobs, in a process beside it")
    work_parser = _command(commands, "work", work, "run jobs (trainings) until stopped")
    work_parser.add_argument("--while-open", action="store_true", help="stop when standard input is closed")
    _command(commands, "migrate", migrate, "create the database or bring it up to date")
    openapi_parser = _command(commands, "openapi", openapi, "write server/openapi.json")
    openapi_parser.add_argument("--check", action="store_true", help="only say whether it is fresh")
    upkeep.add_commands(lambda *command: _command(commands, *command), _say)
    chosen = parser.parse_args(arguments)
    try:
        run: Callable[[argparse.Namespace], int] = chosen.run
        return run(chosen)
    except (ServerError, ModelError) as error:
        _say(str(error), error=True)
        return 1


def serve(chosen: argparse.Namespace) -> int:
    """Serve until stopped."""
    logs.configure()
    os.umask(serving.PRIVATE)
    config = from_environment()
    database = opened(config.database_url)
    # A process killed between deleting and erasing leaves traces; erase them now.
    database.erase_traces()
    # The port first: a taken one is told before anything slow is done.
    listener = serving.bind(config)
    checkers = Checkers(config.artefacts, overlaid=Overlaid(Overlays(database, Audit(database))))
    checkers.load_now()
    metrics.share(config.home / "metrics")
    app = create_app(config, checkers, database)
    companion = Companion() if chosen.with_worker else None
    serving.serve(
        app,
        database=database,
        listener=listener,
        config=config,
        companion=companion,
        notes=_notes(config, database),
    )
    return 0


def work(chosen: argparse.Namespace) -> int:
    """Run jobs until stopped."""
    logs.configure()
    os.umask(serving.PRIVATE)
    config = from_environment()
    database = opened(config.database_url)
    worker = Worker(
        runs=Runs(database),
        queue=Queue(config.queue_url),
        training=Training(config.artefacts),
        decided=Reviews(database, Audit(database)).decided,
        home=config.home,
        purge=lambda: purging.purge(database, Settings(database), Audit(database)),
    )
    if chosen.while_open:
        stop_when_closed(sys.stdin.fileno())
    worker.run()
    return 0


def migrate(_chosen: argparse.Namespace) -> int:
    """Create the database or bring it up to date."""
    os.umask(serving.PRIVATE)
    config = from_environment()
    config.home.mkdir(parents=True, exist_ok=True)
    keep_key(config)
    revision = apply_migrations(Database(config.database_url))
    _say(f"The database is ready (revision {revision}).")
    return 0


def openapi(chosen: argparse.Namespace) -> int:
    """Write the API's contract, or say whether the committed one is fresh."""
    with TemporaryDirectory() as folder:
        app = _application_without_data(from_environment({"FORETHOUGHT_HOME": folder}))
        if chosen.check:
            fresh = specification.is_fresh(app)
            _say("server/openapi.json is fresh." if fresh else "server/openapi.json is stale: run `make generate`.")
            return 0 if fresh else 1
        specification.FILE.write_text(specification.rendered(app), encoding="utf-8")
    _say("Wrote server/openapi.json.")
    return 0


def _notes(config: Config, database: Database) -> list[str]:
    """Say how the first director gets in. Elsewhere than on a trial, what a service prints may end up in a log."""
    if not config.trial:
        nobody = People(database).nobody_came_yet()
        return ["Nobody has signed in yet: `python -m server director` prints a one-time password."] if nobody else []
    password = first_run.first_password(database)
    if password is None:
        return []
    return [f"First sign-in   {first_run.EMAIL}", f"One-time password   {password}   (choose your own at once)"]


def _application_without_data(config: Config) -> OpenAPI:
    return create_app(config, Checkers(config.artefacts))


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace], int],
    about: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=about, description=about.capitalize() + ".")
    parser.set_defaults(run=run)
    return parser


def _say(sentence: str, *, error: bool = False) -> None:
    stream = sys.stderr if error else sys.stdout
    stream.write(sentence + "\n")
    stream.flush()

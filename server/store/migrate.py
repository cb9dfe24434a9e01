"""Bringing a database to the tables this release expects, step by step, with Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.exc import SQLAlchemyError

from server.errors import StoreError
from server.store.database import Database

FOLDER = Path(__file__).parent / "migrations"


def migrate(database: Database) -> str:
    """Apply what is missing and return the revision reached.

    Raises
    ------
    StoreError
        When the database cannot be opened or was made by a newer release.
    """
    settings = AlembicConfig()
    settings.set_main_option("script_location", FOLDER.as_posix().replace("%", "%%"))
    newest = ScriptDirectory(str(FOLDER)).get_current_head()
    try:
        # Every step in one transaction that holds the write lock: two migrations at once cannot mix.
        with database.engine.execution_options(writes=True).begin() as connection:
            settings.attributes["connection"] = connection
            command.upgrade(settings, "head")
    except SQLAlchemyError:
        raise StoreError("The database cannot be opened: check FORETHOUGHT_DATABASE_URL and its permissions.") from None
    except CommandError:
        raise StoreError(
            "The database was made by a newer release: install that release or restore a backup."
        ) from None
    return newest or ""


def is_current(database: Database) -> bool:
    """Tell whether the database has the tables this release expects."""
    newest = ScriptDirectory(str(FOLDER)).get_current_head()
    try:
        with database.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() == newest
    except SQLAlchemyError:
        return False


def opened(url: str) -> Database:
    """Open the database at `url`; StoreError when it lacks tables that this release expects."""
    database = Database(url)
    if not is_current(database):
        raise StoreError("The database is not ready: run `python -m server migrate` first.")
    return database

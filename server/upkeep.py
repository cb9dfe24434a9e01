"""python -m server director | audit | purge: let a director in, prove the audit log, delete what is past its limit."""

import argparse
from collections.abc import Callable

from server.config import from_environment
from server.first_run import EMAIL, one_time_password
from server.store import purging
from server.store.audit import Audit
from server.store.migrate import opened
from server.store.settings import Settings

Add = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]
Say = Callable[[str], None]


def add_commands(add: Add, say: Say) -> None:
    """Add these commands to the parser."""
    one = add("director", lambda chosen: director(chosen, say), "print a one-time password for a director")
    one.add_argument("email", nargs="?", default=EMAIL, help=f"whose; {EMAIL} by default")
    one = add("audit", lambda chosen: audit(chosen, say), "prove that the audit log was not altered")
    one.add_argument("--verify", action="store_true", required=True, help="check the chain of hashes from the start")
    add("purge", lambda chosen: purge(chosen, say), "delete what is past its retention limit")


def director(chosen: argparse.Namespace, say: Say) -> int:
    """Print a one-time password, for whoever may run commands on the machine."""
    email = str(chosen.email).strip().lower()
    password = one_time_password(opened(from_environment().database_url), email)
    say(f"{email} can sign in once with {password} within 24 hours, and chooses a new password then.")
    return 0


def audit(_chosen: argparse.Namespace, say: Say) -> int:
    """Say whether the chain of hashes holds; exit status 1 when it does not."""
    log = Audit(opened(from_environment().database_url))
    broken = log.broken_at()
    if broken is not None:
        say(f"The audit log was altered at row {broken}: compare it with a backup.")
        return 1
    rows, seal = log.last()
    say(f"The audit log holds: {rows} rows, sealed by {seal}. Write this down elsewhere, to notice rows cut off later.")
    return 0


def purge(_chosen: argparse.Namespace, say: Say) -> int:
    """Delete what is past its limit and say how much."""
    database = opened(from_environment().database_url)
    removed = purging.purge(database, Settings(database), Audit(database))
    titles = {kind.name: kind.title for kind in purging.KINDS}
    found = [f"{titles[name]}: {count}" for name, count in removed.items() if count]
    say(f"Deleted: {'; '.join(found)}." if found else "Nothing is past its limit.")
    return 0

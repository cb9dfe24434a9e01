"""The first director: a one-time password, shown on the machine itself and never logged."""

import datetime

from server.admin import passwords
from server.admin.roles import Role
from server.store import Database
from server.store.audit import Audit
from server.store.people import People
from server.store.tables.moment import now

EMAIL = "director@localhost"
HOLDS = datetime.timedelta(hours=24)
ACTOR = "command line"


def first_password(database: Database) -> str | None:
    """Return a new one-time password of the first director, as long as nobody ever signed in; None afterwards."""
    if not People(database).nobody_came_yet():
        return None
    return one_time_password(database, EMAIL)


def one_time_password(database: Database, email: str) -> str:
    """Give a director a one-time password for 24 hours, and make the account where there is none.

    Whoever may run commands on the machine can always get in: a closed account opens, a second factor goes, and
    every signed-in browser of it is signed out.
    """
    people, audit, password = People(database), Audit(database), passwords.one_time()
    known = people.by_email(email)
    with database.writing() as session:
        number = (
            known.id if known else people.create(session, email=email, name="First director", roles=[Role.DIRECTOR])
        )
        people.let_back_in(session, number, Role.DIRECTOR)
        people.set_password(session, number, passwords.hashed(password), one_time_until=now() + HOLDS)
        people.sign_out_everywhere(session, number)
        audit.note(session, actor=ACTOR, action="person.one_time_password", subject=f"account:{number}")
    return password

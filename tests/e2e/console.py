"""Signs a browser in to the console of a running service: the short way, for tests of the screens behind it."""

from playwright.sync_api import BrowserContext, Page
from service import Service

COOKIE = "forethought_console"


def sign_in(context: BrowserContext, service: Service, *roles: str, path: str = "/admin") -> Page:
    """Make an account with these roles (a director by default) and open a page of the console as that person.

    The e-mail is `<role>@school.example`, the name `Robin <Role>`; an account that is there already is used again.
    """
    roles = roles or ("director",)
    context.add_cookies(
        [{"name": COOKIE, "value": _session(service, roles), "url": f"{service.url}/admin", "httpOnly": True}]
    )
    page = context.new_page()
    page.goto(service.url + path)
    return page


def _session(service: Service, roles: tuple[str, ...]) -> str:
    from server.store import Database
    from server.store.people import People
    from server.store.sessions import Sessions

    database = Database(f"sqlite:///{service.home / 'forethought.db'}")
    people, email = People(database), f"{roles[0]}@school.example"
    try:
        known = people.by_email(email)
        with database.writing() as session:
            account = (
                known.id
                if known
                else people.create(session, email=email, name=f"Robin {roles[0].title()}", roles=roles)
            )
            return Sessions(database).start(session, account)
    finally:
        database.close()

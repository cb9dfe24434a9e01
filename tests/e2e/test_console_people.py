"""People in a real browser: the first sign-in, the forced change, accounts, codes and tokens."""

from axe import look_over
from conftest import Open
from playwright.sync_api import expect
from service import Service

from console import sign_in


def test_the_pages_around_signing_in_read_well_in_every_look(open_browser: Open, shared_service: Service) -> None:
    page = open_browser(extension=False).new_page()
    page.goto(f"{shared_service.url}/admin")
    expect(page).to_have_url(f"{shared_service.url}/admin/sign-in")
    look_over(page, "sign-in")


def test_a_signed_in_director_sees_the_topics(open_browser: Open, shared_service: Service) -> None:
    page = sign_in(open_browser(extension=False), shared_service)
    expect(page.get_by_role("navigation", name="Topics")).to_be_visible()
    look_over(page, "overview")

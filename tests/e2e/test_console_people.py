"""People in a real browser: the first sign-in, accounts, codes, a second factor, a session that ends in a form."""

import re

import pyotp
from axe import look_over
from conftest import Open
from playwright.sync_api import BrowserContext, Page, expect
from service import Service

from console import COOKIE, sign_in

NEW = "seven calm rivers bend"


def first_password(service: Service) -> tuple[str, str]:
    """Return what the service printed when it started: address and one-time password of the first director."""
    printed = service.log.read_text()
    email = re.findall(r"First sign-in\s+(\S+)", printed)[-1]
    return email, re.findall(r"One-time password\s+(\S+)", printed)[-1]


def give(page: Page, email: str, password: str) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_the_first_director_signs_in_with_what_was_printed_and_chooses_a_password(
    open_browser: Open, own_service: Service
) -> None:
    email, password = first_password(own_service)
    assert not [line for line in own_service.log.read_text().splitlines() if line.startswith("{") and password in line]
    page = open_browser(extension=False).new_page()
    page.goto(f"{own_service.url}/admin")
    look_over(page, "sign-in")
    give(page, email, "not the password")
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    look_over(page, "sign-in-again")
    give(page, email, password)
    expect(page.get_by_role("heading", name="Choose a password")).to_be_visible()
    look_over(page, "password")

    def choose(new: str) -> None:
        page.get_by_label("New password").fill(new)
        page.get_by_label("The same again").fill(new)
        page.get_by_role("button", name="Set my password").click()

    choose("forethought-password-1")
    expect(page.get_by_role("alert")).to_contain_text("easily guessed")
    choose(NEW)
    expect(page).to_have_url(f"{own_service.url}/admin")
    expect(page.get_by_role("status").first).to_contain_text("Your password is set")
    page.get_by_role("button", name="Sign out").click()
    give(page, email, password)
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    give(page, email, NEW)
    expect(page.get_by_role("navigation", name="Topics")).to_be_visible()


def test_a_director_adds_a_person_a_building_and_a_code(open_browser: Open, own_service: Service) -> None:
    page = sign_in(open_browser(extension=False), own_service, path="/admin/people")
    page.get_by_role("link", name="Add a person").click()
    look_over(page, "person-new")
    page.get_by_label("Name").fill("Jo Park")
    page.get_by_label("E-mail").fill("jo@school.example")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose at least one role")
    expect(page.get_by_label("Name")).to_have_value("Jo Park")
    page.get_by_label("reviewer").check()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="A one-time password for Jo Park")).to_be_visible()
    look_over(page, "person-password")
    page.get_by_role("link", name="Done").click()
    expect(page.get_by_role("row", name="Jo Park")).to_contain_text("reviewer")
    look_over(page, "people")
    page.get_by_role("link", name="Jo Park").click()
    look_over(page, "person")

    page.goto(f"{own_service.url}/admin/people/buildings")
    page.get_by_label("New building").fill("Lincoln High")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("textbox", name="Name of Lincoln High")).to_be_visible()
    look_over(page, "buildings")

    page.get_by_role("link", name="Enrolment codes").click()
    page.get_by_label("What for").fill("Lincoln High, autumn")
    page.get_by_label("Building").select_option("Lincoln High")
    page.get_by_role("button", name="Make a code").click()
    code = page.locator(".key").inner_text()
    expect(page.get_by_role("row", name="Lincoln High, autumn")).to_contain_text("0 of 100")
    look_over(page, "codes")
    enrolled = page.request.post(f"{own_service.url}/v1/enroll", data={"code": code})
    assert enrolled.status == 201

    page.get_by_role("link", name="Enrolled browsers").click()
    look_over(page, "browsers")
    page.get_by_role("button", name="Close these").click()
    expect(page.get_by_role("status").first).to_contain_text("1 browsers of")


def test_a_second_factor_is_set_up_with_the_picture_and_asked_for(open_browser: Open, own_service: Service) -> None:
    page = sign_in(open_browser(extension=False), own_service, path="/admin/account")
    look_over(page, "account")
    page.get_by_role("link", name="Set up a second factor").click()
    picture = page.get_by_role("img", name="QR code")
    expect(picture).to_be_visible()
    assert picture.evaluate("one => one.naturalWidth") > 100
    look_over(page, "second-factor")
    page.get_by_label("Code").fill(pyotp.TOTP(page.locator(".key").inner_text()).now())
    page.get_by_role("button", name="Turn it on").click()
    expect(page.get_by_role("heading", name="Write these down")).to_be_visible()
    assert page.locator(".codes li").count() == 10
    look_over(page, "recovery")


def test_a_form_outlives_the_session_and_goes_through_after_signing_in_again(
    open_browser: Open, own_service: Service
) -> None:
    context = open_browser(extension=False)
    page = sign_in(context, own_service, path="/admin/people/buildings")
    page.get_by_label("New building").fill("Maple <b>Street</b> School")
    _end_sessions(context)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="Nothing you typed is lost")).to_be_visible()
    expect(page.get_by_text("Maple <b>Street</b> School")).to_be_visible()
    look_over(page, "kept")
    sign_in(context, own_service).close()
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_role("textbox", name="Name of Maple")).to_have_value("Maple <b>Street</b> School")


def _end_sessions(context: BrowserContext) -> None:
    context.clear_cookies(name=COOKIE)

"""A serious post is held once; everything else, and everything without the service, is untouched."""

from conftest import SITES, Open, visit
from driver import (
    card,
    dialog,
    expect_posted,
    highlighted,
    open_composer,
    post_button,
    posted,
    type_lines,
    wait_for_highlight,
)
from playwright.sync_api import Page, expect
from service import Service

SERIOUS = "The gradebook admin password is Eagles2024!"


def _write(page: Page, site: str) -> None:
    open_composer(page, site)
    type_lines(page, SERIOUS)
    wait_for_highlight(page, "Eagles2024")


def test_the_post_is_held_and_edit_keeps_the_text(page: Page, site: str) -> None:
    _write(page, site)
    post_button(page, site).click()
    expect(dialog(page)).to_be_visible()
    expect(dialog(page).get_by_role("button", name="Edit my post")).to_be_focused()
    assert posted(page) == []
    page.keyboard.press("Enter")
    expect(dialog(page)).to_have_count(0)
    assert posted(page) == []


def test_post_anyway_posts_exactly_once(page: Page, site: str) -> None:
    _write(page, site)
    post_button(page, site).click()
    dialog(page).get_by_role("button", name="Post anyway").click()
    expect_posted(page, 1)
    page.wait_for_timeout(300)
    assert posted(page) == [SERIOUS]


def test_held_once_the_second_press_posts(page: Page, site: str) -> None:
    _write(page, site)
    post_button(page, site).click()
    dialog(page).get_by_role("button", name="Edit my post").click()
    post_button(page, site).click()
    expect_posted(page, 1)


def test_a_clean_post_is_not_held(page: Page, site: str) -> None:
    open_composer(page, site)
    type_lines(page, "Picture day is Thursday, wear something comfortable")
    page.wait_for_timeout(1200)
    post_button(page, site).click()
    expect_posted(page, 1)


def test_without_the_service_writing_and_posting_are_unhindered(
    open_browser: Open, own_service: Service, site: str
) -> None:
    own_service.stop()
    page = visit(open_browser(own_service), SITES[site])
    open_composer(page, site)
    type_lines(page, SERIOUS)
    page.wait_for_timeout(1500)
    assert highlighted(page) == []
    expect(card(page)).to_have_count(0)
    post_button(page, site).click()
    expect_posted(page, 1)
    assert posted(page) == [SERIOUS]


def test_control_enter_on_x_is_held(open_browser: Open, shared_service: Service) -> None:
    page = visit(open_browser(shared_service), SITES["x"])
    _write(page, "x")
    page.keyboard.press("Control+Enter")
    expect(dialog(page)).to_be_visible()
    assert posted(page) == []
    dialog(page).get_by_role("button", name="Post anyway").click()
    expect_posted(page, 1)

"""A typed sentence is warned about, in real editors on the sites' real host names."""

import re

from conftest import SITES, Open, visit
from driver import (
    card,
    expect_card,
    highlighted,
    open_composer,
    type_lines,
    wait_for_highlight,
    wait_for_no_highlight,
)
from playwright.sync_api import Page, expect
from service import Service

RISKY = "Tyler Jenkins is failing math again"


def test_the_right_words_are_underlined_behind_emoji_and_paragraphs(page: Page, site: str) -> None:
    open_composer(page, site)
    type_lines(page, "Great week 🎉👩‍🏫 everybody!", "We read two books. 😀", f"But {RISKY}.")
    wait_for_highlight(page, "failing")
    (words,) = highlighted(page)
    assert words in f"But {RISKY}."


def test_the_card_names_reason_clause_and_what_is_fine(page: Page, site: str) -> None:
    open_composer(page, site)
    type_lines(page, RISKY)
    wait_for_highlight(page, "failing")
    page.keyboard.press("Alt+Shift+F")
    expect_card(page, "Please stop for a moment", "Policy 401.13", "Fine instead:", "The policy allows:")


def test_edited_away_the_warning_goes(page: Page, site: str) -> None:
    composer = open_composer(page, site)
    type_lines(page, RISKY)
    wait_for_highlight(page, "failing")
    for _ in range(len(RISKY)):
        page.keyboard.press("Backspace")
    type_lines(page, "Math night was fun")
    wait_for_no_highlight(page)
    expect(card(page)).to_have_count(0)
    expect(composer).to_have_text("Math night was fun")


def test_harmless_text_stays_silent(page: Page, site: str) -> None:
    open_composer(page, site)
    type_lines(page, "Picture day is Thursday, wear something comfortable")
    page.wait_for_timeout(1500)
    assert highlighted(page) == []


def test_a_dismissed_warning_is_gone_and_undo_brings_it_back(page: Page, site: str) -> None:
    open_composer(page, site)
    type_lines(page, RISKY)
    wait_for_highlight(page, "failing")
    page.keyboard.press("Alt+Shift+F")
    card(page).get_by_role("button", name="Dismiss").click()
    card(page).get_by_text("This text").click()
    wait_for_no_highlight(page)
    page.locator("forethought-ui").get_by_role("button", name="Undo").click()
    wait_for_highlight(page, "failing")


_STATE = """(element) => ({
  html: element.innerHTML, text: element.innerText,
  caret: [getSelection().anchorOffset, getSelection().focusOffset, getSelection().anchorNode?.textContent],
})"""


def _session(page: Page, site: str, *, wait: bool) -> list[object]:
    """Write, warn, move, undo and redo; return what the editor holds after each step."""
    composer = open_composer(page, site)
    states: list[object] = []

    def note() -> None:
        page.wait_for_timeout(150)
        states.append(composer.evaluate(_STATE))

    type_lines(page, "Hello 😀 all", RISKY)
    if wait:
        wait_for_highlight(page, "failing")
    note()
    for _ in range(6):
        page.keyboard.press("ArrowLeft")
    page.keyboard.type("X")
    note()
    page.keyboard.press("Control+z")
    note()
    page.keyboard.press("Control+y")
    note()
    page.keyboard.press("Shift+Home")
    page.keyboard.type("all is well")
    note()
    return states


def test_the_editor_is_byte_identical_with_and_without_the_extension(
    open_browser: Open, shared_service: Service, site: str
) -> None:
    with_it = _session(visit(open_browser(shared_service), SITES[site]), site, wait=True)
    without = _session(visit(open_browser(extension=False), SITES[site]), site, wait=False)

    assert [_without_keys(one) for one in with_it] == [_without_keys(one) for one in without]


def _without_keys(state: object) -> str:
    """Drop the keys that Draft.js draws at random for its blocks; everything else must be the same to the byte."""
    return re.sub(r"\"(?:[0-9a-z]{4,5}-\d-\d|[0-9a-z]{4,5})\"|placeholder-\w+", "KEY", str(state))

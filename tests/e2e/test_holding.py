"""In every editor a serious post is held once, and never lost or posted twice."""

import pytest
from chromium import Chromium, add_place
from conftest import Open
from editors import CARD, DIALOG, EDITORS, Editor, visit, wait_for
from matrix import Cell
from playwright.sync_api import expect
from service import Service

SERIOUS = "The gradebook admin password is Eagles2024!"


@pytest.fixture
def tab(open_browser: Open, shared_service: Service) -> Chromium:
    context = open_browser(shared_service)
    add_place(context, "forum.example")
    return Chromium(context.new_page())


def _write(tab: Chromium, editor: Editor, words: str = SERIOUS) -> None:
    visit(tab, editor)
    tab.type(words)
    wait_for(tab, "Eagles2024")


def _posted(tab: Chromium) -> list[str]:
    return [text.replace("\xa0", " ") for text in tab.run("window.posted")]


def _anyway(tab: Chromium) -> None:
    tab.page.locator("forethought-ui dialog").get_by_role("button", name="Post anyway").click()
    tab.wait("window.posted.length === 1")
    tab.page.wait_for_timeout(400)
    assert _posted(tab) == [SERIOUS]


@pytest.mark.parametrize("name", EDITORS)
def test_a_click_is_held_and_released_once(tab: Chromium, name: str, cell: Cell) -> None:
    cell("editors", name, "Chromium", "hold: click, twice at once, released once")
    editor = EDITORS[name]
    _write(tab, editor)
    tab.double_click(editor.post)
    tab.wait(DIALOG)
    assert _posted(tab) == []
    _anyway(tab)
    assert tab.errors == []


KEYS = [
    pytest.param("draft-js", "Control+Enter"),
    pytest.param("textarea", "Control+Enter"),
    pytest.param("slate", "Enter"),
]


@pytest.mark.parametrize(("name", "keys"), KEYS)
def test_a_key_that_posts_is_held_and_released_once(tab: Chromium, name: str, keys: str, cell: Cell) -> None:
    cell("editors", name, "Chromium", f"hold: {keys}")
    editor = EDITORS[name]
    _write(tab, editor)
    tab.press(keys)
    tab.wait(DIALOG)
    assert _posted(tab) == []
    _anyway(tab)


def test_where_there_is_no_button_nothing_is_held_and_the_card_says_so(tab: Chromium, cell: Cell) -> None:
    cell("editors", "slate", "Chromium", "no button: nothing is held")
    editor = EDITORS["slate"]
    tab.goto("https://discord.com/channels/1")
    tab.click(editor.box)
    tab.type(SERIOUS)
    wait_for(tab, "Eagles2024")
    tab.wait(CARD)
    assert "no Post button here" in tab.run(f"{CARD}.textContent")
    tab.press("Enter")
    tab.wait("window.posted.length === 1")
    assert _posted(tab) == [SERIOUS]
    assert tab.run(f"Boolean({DIALOG})") is False


def test_a_button_that_was_switched_off_meanwhile_loses_nothing(tab: Chromium, cell: Cell) -> None:
    cell("editors", "quill", "Chromium", "hold: button switched off")
    editor = EDITORS["quill"]
    _write(tab, editor)
    tab.click(editor.post)
    tab.wait(DIALOG)
    tab.run(f"(({editor.post}).disabled = true)")
    tab.page.locator("forethought-ui dialog").get_by_role("button", name="Post anyway").click()
    expect(tab.page.locator("forethought-ui .note")).to_contain_text("again")
    assert _posted(tab) == []
    assert SERIOUS in tab.run(f"({editor.box}).textContent")
    tab.run(f"(({editor.post}).disabled = false)")
    tab.click(editor.post)
    tab.wait("window.posted.length === 1")
    assert _posted(tab) == [SERIOUS]

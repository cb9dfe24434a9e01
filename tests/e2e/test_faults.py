"""What a page or a service may do to us, in several editors: typing and posting never suffer."""

import pytest
from chromium import Chromium, add_place
from conftest import Open
from editors import CARD, EDITORS, SHELL, text, underlined, visit, wait_for
from matrix import Cell
from service import Service
from sites import STRICT

RISKY = "Tyler Jenkins is failing math again"
SOME = ("lexical", "textarea", "shadow root", "frame")


@pytest.fixture
def tab(open_browser: Open, shared_service: Service) -> Chromium:
    context = open_browser(shared_service)
    add_place(context, "forum.example")
    return Chromium(context.new_page())


@pytest.mark.parametrize("name", SOME)
def test_a_box_may_vanish_while_it_is_checked(tab: Chromium, name: str, cell: Cell) -> None:
    cell("faults", name, "Chromium", "box removed while a check runs")
    editor = EDITORS[name]
    for wait in (0, 420):
        visit(tab, editor)
        tab.type(RISKY)
        tab.page.wait_for_timeout(wait)
        outer = "document.querySelector('iframe')" if name == "frame" else editor.box
        tab.run(f"({outer}).remove()")
        tab.page.wait_for_timeout(1200)
        assert underlined(tab) == []
        assert tab.run(f"Boolean({CARD})") is False
        assert tab.errors == []


@pytest.mark.parametrize("name", [name for name in SOME if name != "textarea"])
def test_a_page_that_clears_the_registry_loses_the_lines_for_a_moment(tab: Chromium, name: str, cell: Cell) -> None:
    cell("faults", name, "Chromium", "page clears CSS.highlights and adoptedStyleSheets")
    editor = EDITORS[name]
    visit(tab, editor)
    tab.type(RISKY)
    wait_for(tab, "failing")
    tab.run(f"({editor.box}).ownerDocument.defaultView.CSS.highlights.clear()")
    tab.run(f"(({editor.box}).getRootNode().adoptedStyleSheets = [])")
    assert underlined(tab) == []
    wait_for(tab, "failing", 4)
    if name in ("shadow root", "frame"):
        tab.wait(f"({editor.box}).getRootNode().adoptedStyleSheets.length === 1")


@pytest.mark.parametrize("name", ["lexical", "draft-js"])
def test_a_strict_policy_of_the_page_hides_nothing(tab: Chromium, name: str, cell: Cell) -> None:
    cell("faults", name, "Chromium", "strict CSP and Trusted Types")
    editor = EDITORS[name]
    tab.goto(editor.url.split("/", 3)[0] + "//" + editor.url.split("/")[2] + STRICT)
    if editor.open:
        tab.click(editor.open)
    tab.click(editor.box)
    tab.type(RISKY)
    wait_for(tab, "failing")
    tab.wait(CARD)
    assert tab.run(f"getComputedStyle({CARD}).position") == "fixed"
    assert tab.run(f"{SHELL}.adoptedStyleSheets.length") == 1
    assert tab.errors == []


@pytest.mark.parametrize("name", ["lexical", "textarea"])
def test_fifty_thousand_characters_are_checked_in_windows(tab: Chromium, name: str, cell: Cell) -> None:
    cell("editors", name, "Chromium", "50,000 characters")
    editor = EDITORS[name]
    visit(tab, editor)
    tab.insert("We read two books and went to the library. " * 1150)
    tab.type(RISKY)
    wait_for(tab, "failing", 30)
    assert all(words in RISKY for words in underlined(tab))
    assert text(tab, editor).endswith(RISKY)
    assert tab.errors == []

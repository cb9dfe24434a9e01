"""Every editor, one list of behaviours: the right words are underlined, and the editor is as if nobody looked."""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from chromium import Chromium, add_place
from conftest import CHROMIUM, EXTENSION, QUIET
from editors import EDITORS, Editor, new_line, state, text, underlined, visit, wait_for, wait_for_none
from matrix import Cell
from playwright.sync_api import BrowserContext, Playwright
from service import Service
from sites import Sites

RISKY = "Tyler Jenkins is failing math again"
# All behaviours run on these by default; the others run the first ones, and all of them in the full matrix.
ALWAYS = ("lexical", "textarea")
Step = Callable[[], None]
Session = Callable[[Chromium, Editor, Step], None]


def _launch(playwright: Playwright, sites: Sites, folder: Path, service: Service | None, *extra: str) -> BrowserContext:
    arguments = [*QUIET, f"--host-resolver-rules={sites.resolver_rules}", *extra]
    if service:
        arguments += [f"--disable-extensions-except={EXTENSION}", f"--load-extension={EXTENSION}"]
    context = playwright.chromium.launch_persistent_context(
        str(folder),
        executable_path=CHROMIUM,
        headless=True,
        args=arguments,
        viewport={"width": 1100, "height": 800},
        permissions=["clipboard-read", "clipboard-write"],
    )
    if service:
        worker = context.service_workers[0] if context.service_workers else context.wait_for_event("serviceworker")
        worker.evaluate("url => chrome.storage.local.set({ settings: { serverUrl: url } })", service.url)
        add_place(context, "forum.example")
    return context


@pytest.fixture(scope="module")
def watched(
    playwright: Playwright, sites: Sites, shared_service: Service, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Chromium]:
    """Yield a tab with the extension."""
    context = _launch(playwright, sites, tmp_path_factory.mktemp("watched"), shared_service)
    yield Chromium(context.new_page())
    context.close()


@pytest.fixture(scope="module")
def bare(playwright: Playwright, sites: Sites, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """Yield a tab without it."""
    context = _launch(playwright, sites, tmp_path_factory.mktemp("bare"), None)
    yield Chromium(context.new_page())
    context.close()


def typed(browser: Chromium, editor: Editor, step: Step) -> None:
    browser.type("Hello 😀 all")
    new_line(browser, editor)
    browser.type(f"But {RISKY}")
    step()
    _left(browser, 6)
    browser.type("X")
    step()
    browser.press("Control+z")
    step()
    browser.press("Control+y")
    step()
    browser.press("Control+z")
    browser.press("Shift+Home")
    browser.type(f"All is well. {RISKY}")
    step()


def cut_and_pasted(browser: Chromium, editor: Editor, step: Step) -> None:
    browser.type(f"Good morning. {RISKY}")
    step()
    browser.press("Control+a")
    browser.press("Control+x")
    step()
    browser.press("Control+v")
    step()
    browser.press("Control+v")
    step()


def dropped(browser: Chromium, editor: Editor, step: Step) -> None:
    browser.type(f"first second {RISKY}")
    step()
    browser.double_click(editor.box)
    x, y = _first_word(browser, editor)
    browser.drag((x, y), (x + 330, y))
    browser.page.wait_for_timeout(100)
    step()


def _first_word(browser: Chromium, editor: Editor) -> tuple[float, float]:
    frame = f"({editor.box}).ownerDocument.defaultView.frameElement"
    box = browser.run(f"({editor.box}).getBoundingClientRect().toJSON()")
    around = browser.run(f"({frame})?.getBoundingClientRect().toJSON() ?? {{ x: 0, y: 0 }}")
    return box["x"] + around["x"] + 24, box["y"] + around["y"] + 18


RICH = (
    "<ul><li>Library day</li><li>Picture day</li></ul>"
    f"<p>See <a href='https://school.example'>this page</a>: {RISKY}</p>"
)
PLAIN = f"Library day\nPicture day\nSee this page: {RISKY}"


def rich(browser: Chromium, editor: Editor, step: Step) -> None:
    browser.run(
        "navigator.clipboard.write([new ClipboardItem({"
        f"'text/html': new Blob([{RICH!r}], {{ type: 'text/html' }}),"
        f"'text/plain': new Blob([{PLAIN!r}], {{ type: 'text/plain' }})"
        "})])"
    )
    browser.press("Control+v")
    browser.page.wait_for_timeout(100)
    step()
    browser.type("! And more")
    step()
    browser.press("Control+z")
    step()


def _left(browser: Chromium, count: int) -> None:
    """Move the caret; editors hear of it a moment later, and until then count typing as one with what came before."""
    for _ in range(count):
        browser.press("ArrowLeft")
    browser.page.wait_for_timeout(250)


def right_to_left(browser: Chromium, editor: Editor, step: Step) -> None:
    browser.type("שלום לכולם")
    new_line(browser, editor)
    browser.type(f"مرحبا {RISKY}")
    step()
    _left(browser, 2)
    browser.press("Backspace")
    step()
    browser.press("Control+z")
    step()


def autocorrected(browser: Chromium, editor: Editor, step: Step) -> None:
    browser.type("Tyler Jenkins is failing math agian")
    step()
    browser.press("Control+Shift+ArrowLeft")
    browser.insert("again")
    step()
    browser.type(" today.")
    step()


def composed(browser: Chromium, editor: Editor, step: Step) -> None:
    browser.type("Tyler Jenkins is failing ")
    step()
    browser.compose("ma")
    browser.compose("math")
    browser.insert("math")
    browser.page.wait_for_timeout(50)
    step()
    browser.type(" again")
    step()


SESSIONS: dict[str, Session] = {
    "typing, caret, undo, redo": typed,
    "cut and paste": cut_and_pasted,
    "drag and drop": dropped,
    "links and lists": rich,
    "right to left": right_to_left,
    "autocorrection": autocorrected,
    "input method": composed,
}
FIRST = "typing, caret, undo, redo"


def _case(name: str, behaviour: str) -> Any:
    marks = [] if behaviour == FIRST or name in ALWAYS else [pytest.mark.full]
    return pytest.param(name, behaviour, marks=marks, id=f"{name}-{behaviour}")


@pytest.mark.parametrize(("name", "behaviour"), [_case(*one) for one in product(EDITORS, SESSIONS)])
def test_the_editor_is_the_same_with_and_without_the_extension(
    watched: Chromium, bare: Chromium, name: str, behaviour: str, cell: Cell
) -> None:
    cell("editors", name, "Chromium", behaviour)
    editor = EDITORS[name]
    with_it = _play(watched, editor, SESSIONS[behaviour])
    wait_for(watched, "failing")
    seen = underlined(watched)
    without = _play(bare, editor, SESSIONS[behaviour])

    assert with_it == without
    written = text(watched, editor).replace("\xa0", " ")
    assert all(words.replace("\xa0", " ") in written for words in seen), (seen, written)
    assert watched.errors == []


def _play(browser: Chromium, editor: Editor, session: Session) -> list[Any]:
    visit(browser, editor)
    states: list[Any] = []

    def step() -> None:
        # Long enough for a verdict to come and be drawn.
        browser.page.wait_for_timeout(500)
        states.append(state(browser, editor))

    session(browser, editor, step)
    return states


@pytest.mark.parametrize("name", EDITORS)
def test_words_edited_away_lose_their_line(watched: Chromium, name: str, cell: Cell) -> None:
    cell("editors", name, "Chromium", "highlight on the right words")
    editor = EDITORS[name]
    visit(watched, editor)
    watched.type("We read two books. 🎉👩‍🏫")
    new_line(watched, editor)
    watched.type(RISKY)
    wait_for(watched, "failing")
    assert all(words in RISKY for words in underlined(watched))
    watched.press("Control+a")
    watched.type("Math night was fun")
    wait_for_none(watched)
    assert text(watched, editor).strip() == "Math night was fun"

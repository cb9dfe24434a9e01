"""The pictures of the documentation, each taken of the running extension after something true of it was checked.

They land in tests/e2e/out/; with FORETHOUGHT_IMAGES set they replace those of docs/images/.
"""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from conftest import ROOT, Open, visit
from driver import card, dialog, highlighted, open_composer, post_button, type_lines, wait_for_highlight
from playwright.sync_api import Locator, Page, expect
from service import Service

OUT = ROOT / ("docs/images" if os.environ.get("FORETHOUGHT_IMAGES") else "tests/e2e/out")
EXTENSION_ID = (ROOT / "extension" / "extension-id.txt").read_text(encoding="utf-8").strip()
LINES = (
    "Great turnout at math night, thank you all!",
    "Tyler Jenkins is failing math again, so he could use the practice.",
    "See you next Thursday in the library.",
)
SERIOUS = "The gradebook admin password is Eagles2024!"
LARGEST = 120_000  # bytes
MARGIN = 24  # CSS pixels around what a picture shows
# Sites have a theme of their own; the extension reads it from the composer's text.
DARK = """
:root { color-scheme: dark; }
body { background: #18191a; color: #e4e6eb; }
header, [role="article"], [role="dialog"], .pane { background: #242526; border-color: #3e4042; }
[role="article"] [contenteditable], .pane [contenteditable] { background: #3a3b3c; }
[role="button"][aria-disabled="true"] { background: #505151; color: #8b8d91; }
"""

Box = dict[str, float]


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def _open(open_browser: Open, service: Service, theme: str) -> Page:
    page = visit(open_browser(service, color_scheme=theme), "https://www.facebook.com/")
    if theme == "dark":
        page.add_style_tag(content=DARK)
    return page


def _write_risky(page: Page) -> None:
    open_composer(page, "facebook")
    type_lines(page, *LINES)
    wait_for_highlight(page, "failing")


def _site_dialog(page: Page) -> Locator:
    """Return the site's own dialog that holds composer and Post button, which a modal of ours makes inert."""
    return page.locator("[role='dialog'][aria-label='Create post']")


def _box(part: Locator) -> Box:
    box = part.bounding_box()
    assert box is not None, "It is not on the page."
    return dict(box)


def _around(page: Page, boxes: Iterable[Box]) -> Box:
    """Return the clip that holds all `boxes` with a margin, inside the viewport."""
    size = page.viewport_size
    assert size is not None
    all_ = list(boxes)
    left = max(0, min(box["x"] for box in all_) - MARGIN)
    top = max(0, min(box["y"] for box in all_) - MARGIN)
    right = min(size["width"], max(box["x"] + box["width"] for box in all_) + MARGIN)
    bottom = min(size["height"], max(box["y"] + box["height"] for box in all_) + MARGIN)
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def _overlap(one: Box, other: Box) -> bool:
    return (
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
    )


def _inside(page: Page, box: Box) -> bool:
    size = page.viewport_size
    assert size is not None
    return (
        box["x"] >= 0
        and box["y"] >= 0
        and box["x"] + box["width"] <= size["width"]
        and box["y"] + box["height"] <= size["height"]
    )


def _save(page: Page, name: str, clip: Box | None = None) -> None:
    """Save a picture; entrances have ended by then, and the caret does not blink in it."""
    page.wait_for_timeout(300)
    OUT.mkdir(parents=True, exist_ok=True)
    file: Path = OUT / f"{name}.png"
    page.screenshot(path=str(file), clip=clip, animations="disabled", caret="hide")
    assert file.stat().st_size < LARGEST


def test_the_words_are_underlined(open_browser: Open, shared_service: Service, theme: str) -> None:
    page = _open(open_browser, shared_service, theme)
    _write_risky(page)
    (words,) = highlighted(page)
    assert words in LINES[1]
    expect(card(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)
    assert highlighted(page) == [words]
    _save(page, f"highlight-{theme}", _around(page, [_box(_site_dialog(page))]))


def test_the_card_is_whole_and_leaves_the_post_button_free(
    open_browser: Open, shared_service: Service, theme: str
) -> None:
    page = _open(open_browser, shared_service, theme)
    _write_risky(page)
    page.keyboard.press("Alt+Shift+F")
    expect(card(page)).to_be_visible()
    page.wait_for_timeout(300)
    shown, button = _box(card(page)), _box(post_button(page, "facebook"))
    assert _inside(page, shown)
    assert not _overlap(shown, button)
    assert page.locator("forethought-ui .layer").get_attribute("data-theme") == theme
    _save(page, f"card-{theme}", _around(page, [_box(_site_dialog(page)), shown]))


def test_the_dialog_offers_to_edit_first(open_browser: Open, shared_service: Service, theme: str) -> None:
    page = _open(open_browser, shared_service, theme)
    open_composer(page, "facebook")
    type_lines(page, SERIOUS)
    wait_for_highlight(page, "Eagles2024")
    post_button(page, "facebook").click()
    expect(dialog(page)).to_be_visible()
    expect(dialog(page).get_by_role("button", name="Edit my post")).to_be_focused()
    page.wait_for_timeout(300)
    shown = _box(dialog(page))
    assert _inside(page, shown)
    _save(page, f"dialog-{theme}", _around(page, [_box(_site_dialog(page)), shown]))


def test_the_preview_shows_what_would_be_sent(open_browser: Open, shared_service: Service) -> None:
    page = _open(open_browser, shared_service, "light")
    _write_risky(page)
    page.keyboard.press("Alt+Shift+F")
    card(page).get_by_role("button", name="This is wrong").click()
    sheet = page.locator("forethought-ui .preview")
    expect(sheet).to_contain_text("public record")
    expect(sheet).to_contain_text("[NAME 1]")
    page.wait_for_timeout(300)
    shown = _box(sheet)
    assert _inside(page, shown)
    _save(page, "preview-light", _around(page, [_box(_site_dialog(page)), shown]))


def test_the_popup_says_its_state(open_browser: Open, shared_service: Service, theme: str) -> None:
    context = open_browser(shared_service, color_scheme=theme)
    page = context.new_page()
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"chrome-extension://{EXTENSION_ID}/popup.html")
    expect(page.locator("#version")).not_to_be_empty()
    expect(page.locator("#state-text")).to_have_text("Not checked on this site")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    _save(page, f"popup-{theme}")


def test_the_practice_page_needs_no_extension(open_browser: Open, shared_service: Service) -> None:
    page = visit(open_browser(extension=False, color_scheme="light"), f"{shared_service.url}/practice")
    field = page.locator("#practice-field")
    field.click()
    page.keyboard.type(LINES[1])
    expect(page.locator("#practice-field ~ .practice-row .practice-state")).to_have_text(
        "One place to look at again.", timeout=10_000
    )
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    _save(page, "practice-light")

"""Card, dialog and picture reminder for everybody: axe, keyboard, forced colours, no motion, 200 % zoom, dark."""

import pytest
from axe import PICTURES, SOURCE
from conftest import Open, visit
from driver import card, dialog, open_composer, post_button, type_lines, wait_for_highlight
from playwright.sync_api import Locator, Page, expect
from service import Service

FACEBOOK = "https://www.facebook.com/"
RISKY = "Tyler Jenkins is failing math again"
SERIOUS = "The gradebook admin password is Eagles2024!"
_AXE = """async () => (await axe.run({ include: ['forethought-ui'] }, { resultTypes: ['violations'] })).violations
  .map((one) => `${one.id}: ${one.help}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`)"""
_PASTE = """(name) => {
  const data = new DataTransfer();
  data.items.add(new File(['not a picture'], name, { type: 'image/png' }));
  document.activeElement.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true, composed: true }));
}"""


def _violations(page: Page) -> list[str]:
    page.evaluate(SOURCE.read_text(encoding="utf-8"))
    return list(page.evaluate(_AXE))


def _keep(page: Page, name: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")


def _apart(one: Locator, other: Locator) -> bool:
    a, b = one.bounding_box(), other.bounding_box()
    assert a is not None and b is not None
    return (
        a["x"] + a["width"] <= b["x"]
        or b["x"] + b["width"] <= a["x"]
        or a["y"] + a["height"] <= b["y"]
        or b["y"] + b["height"] <= a["y"]
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_card_dialog_and_picture_reminder_pass_axe(open_browser: Open, shared_service: Service, scheme: str) -> None:
    page = visit(open_browser(shared_service, color_scheme=scheme), FACEBOOK)
    if scheme == "dark":
        page.add_style_tag(content="body, [role=dialog] { background: #18191a; color: #e4e6eb; }")
    open_composer(page, "facebook")
    type_lines(page, RISKY)
    wait_for_highlight(page, "failing")
    page.keyboard.press("Alt+Shift+F")
    expect(card(page)).to_be_visible()
    assert _violations(page) == []
    page.keyboard.press("Escape")

    page.evaluate(_PASTE, "Floor plan east wing.png")
    sheet = page.locator("forethought-ui .picture")
    expect(sheet).to_contain_text("no consent changes that")
    page.keyboard.press("Alt+Shift+P")
    sheet.get_by_label("students").check()
    expect(sheet).to_contain_text("written consent")
    assert _apart(sheet, post_button(page, "facebook"))
    assert _violations(page) == []
    _keep(page, f"picture-{scheme}")
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    assert page.evaluate("document.activeElement.isContentEditable"), "The caret did not come back."

    type_lines(page, ". " + SERIOUS)
    wait_for_highlight(page, "Eagles2024")
    post_button(page, "facebook").click()
    expect(dialog(page)).to_be_visible()
    assert _violations(page) == []
    _keep(page, f"dialog-{scheme}")


def test_a_card_at_twice_the_size_stays_on_screen_and_off_the_post_button(
    open_browser: Open, shared_service: Service
) -> None:
    page = visit(open_browser(shared_service), FACEBOOK)
    page.set_viewport_size({"width": 640, "height": 480})  # what is left of 1280 x 960 at 200 %
    open_composer(page, "facebook")
    type_lines(page, RISKY)
    wait_for_highlight(page, "failing")
    page.keyboard.press("Alt+Shift+F")
    expect(card(page)).to_be_visible()
    box = card(page).bounding_box()
    assert box is not None
    assert box["x"] >= 0 and box["x"] + box["width"] <= 640 and box["y"] >= 0 and box["y"] + box["height"] <= 480
    _keep(page, "card-zoomed")


def test_forced_colours_and_no_motion_are_followed(open_browser: Open, shared_service: Service) -> None:
    page = visit(open_browser(shared_service, forced_colors="active", reduced_motion="reduce"), FACEBOOK)
    open_composer(page, "facebook")
    type_lines(page, RISKY)
    wait_for_highlight(page, "failing")
    page.keyboard.press("Alt+Shift+F")
    expect(card(page)).to_be_visible()
    assert card(page).evaluate("(one) => getComputedStyle(one).animationName") == "none"
    _keep(page, "card-forced-colours")

"""Looks a page over with axe-core: in light and dark, wide and at 360 pixels, and keeps a picture of each."""

from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).parent.parent.parent
SOURCE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = Path(__file__).parent / "out"
LOOKS = [("light", 1100), ("dark", 1100), ("light", 360), ("dark", 360)]

_RUN = """async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
  .map((one) => `${one.id}: ${one.help}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`)"""


def violations(page: Page) -> list[str]:
    """Return what axe-core finds on the page as it stands, one sentence a rule."""
    # By the debugging protocol, which the page's content policy does not concern.
    page.evaluate(SOURCE.read_text(encoding="utf-8"))
    return list(page.evaluate(_RUN))


def look_over(page: Page, name: str) -> None:
    """Fail when axe finds anything in any look, or when the page must be scrolled sideways; leave pictures in `out`."""
    PICTURES.mkdir(exist_ok=True)
    before = page.viewport_size
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 800})
        found = violations(page)
        page.screenshot(path=PICTURES / f"{name}-{scheme}-{width}.png", full_page=True)
        assert found == [], f"{name}, {scheme}, {width} px: " + "; ".join(found)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} is {wide} px wide in a window of {width} px"
    if before is not None:
        page.set_viewport_size(before)

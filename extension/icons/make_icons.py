"""Draw the extension's PNG icons from logo.svg: the plain ones, and grey ones for "nothing is checked".

Run by hand after the logo changes: ``python extension/icons/make_icons.py [path of a Chromium]``.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
SIZES = (16, 32, 48, 96, 128)
LOOKS = {"icon": "", "icon-off": "filter: grayscale(1) opacity(0.6);"}


def main(browser_path: str) -> None:
    """Write public/icon/<size>.png and public/icon-off/<size>.png."""
    logo = (HERE / "logo.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page()
        for folder, look in LOOKS.items():
            target = HERE.parent / "public" / folder
            target.mkdir(parents=True, exist_ok=True)
            for size in SIZES:
                page.set_viewport_size({"width": size, "height": size})
                page.set_content(f"<style>html,body{{margin:0}}svg{{display:block;{look}}}</style>{logo}")
                page.screenshot(path=str(target / f"{size}.png"), omit_background=True)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "/usr/bin/chromium")

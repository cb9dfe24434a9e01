"""Which version is in service, and how the popup tells an employee of it."""

import json
import time
import urllib.request
from contextlib import suppress

from conftest import ROOT, visit
from playwright.sync_api import BrowserContext, Page, expect
from service import Service


def served(service: Service) -> str:
    """Return the version that one of the server processes answers with."""
    with urllib.request.urlopen(f"{service.url}/v1/ready", timeout=5) as answer:
        return str(json.loads(answer.read())["model"])


def wait_until_served(service: Service, version: str) -> None:
    """Wait until every process answers with `version`."""
    begun = time.monotonic()
    while {served(service) for _ in range(6)} != {version}:
        assert time.monotonic() - begun < 10, "every process follows within ten seconds"
        time.sleep(0.2)


def open_popup(context: BrowserContext) -> Page:
    """Open the extension's popup as a page of its own."""
    extension = (ROOT / "extension" / "extension-id.txt").read_text().strip()
    return visit(context, f"chrome-extension://{extension}/popup.html")


def expect_in_popup(page: Page, note: str) -> None:
    """Open the popup again until it says so: the process that it asked may follow a moment later than the others."""
    for patience in (2_000, 3_000, 5_000):
        page.reload()
        with suppress(AssertionError):
            expect(page.locator("#change")).to_contain_text(note, timeout=patience)
            return
    expect(page.locator("#change")).to_contain_text(note)

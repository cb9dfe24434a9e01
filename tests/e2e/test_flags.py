"""A flagged example is shown first, masked on the device, and lands in the database.

What becomes of it is walked through in test_monday.py.
"""

import json

from conftest import ROOT, Open, visit
from driver import card, open_composer, type_lines, wait_for_highlight
from playwright.sync_api import Page, expect
from service import Service

FACEBOOK = "https://www.facebook.com/"
RISKY = "Tyler Jenkins is failing math again"


def _flag(page: Page) -> str:
    """Press *This is wrong*, read the preview, send; return what the preview showed."""
    page.keyboard.press("Alt+Shift+F")
    card(page).get_by_role("button", name="This is wrong").click()
    sheet = page.locator("forethought-ui .preview")
    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text("public record")
    shown = sheet.inner_text()
    sheet.get_by_role("button", name="Send").click()
    expect(sheet).to_contain_text("Receipt")
    return shown


def test_this_is_wrong_stores_masked_text_and_nothing_about_the_author(
    open_browser: Open, own_service: Service
) -> None:
    page = visit(open_browser(own_service), FACEBOOK)
    open_composer(page, "facebook")
    type_lines(page, RISKY)
    wait_for_highlight(page, "failing")
    shown = _flag(page)
    (row,) = own_service.rows("SELECT * FROM flags")
    assert "[NAME 1]" in str(row["text"]) and "failing math" in str(row["text"])
    assert "Tyler" not in json.dumps({key: str(value) for key, value in row.items()})
    assert "Tyler" not in shown and "[NAME 1]" in shown
    assert not {"token", "token_id", "address", "author", "user"} & set(row)


def test_a_missed_risk_is_reported_from_the_popup(open_browser: Open, own_service: Service) -> None:
    context = open_browser(own_service)
    extension = (ROOT / "extension" / "extension-id.txt").read_text().strip()
    page = visit(context, f"chrome-extension://{extension}/popup.html")
    page.get_by_role("textbox").first.fill("Brayden could not spell cat, call his mom at 312-555-0142")
    page.get_by_role("button", name="See what will be sent").click()
    sheet = page.locator("dialog.preview")
    expect(sheet).to_contain_text("public record")
    sheet.get_by_label("What was missed?").select_option(label="Insult")
    sheet.get_by_role("button", name="Send").click()
    expect(sheet).to_contain_text("Receipt")
    (row,) = own_service.rows("SELECT * FROM flags")
    assert row["kind"] == "missed"
    assert "insult" in str(row["labels"])
    assert "Brayden" not in str(row["text"]) and "[PHONE]" in str(row["text"])

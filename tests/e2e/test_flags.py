"""A flagged example is shown first, masked on the device, and lands in the database; what is reviewed is learnt."""

import json

import pytest
from conftest import ROOT, Open, visit
from driver import card, highlighted, open_composer, type_lines, wait_for_highlight, wait_for_no_highlight
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


def _retrain(service: Service, *decisions: dict[str, object]) -> str:
    """Do on the command line what a reviewer's decision leads to: train, then promote through the gate."""
    file = service.home / "reviewed.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in decisions))
    version = service.run("model", "train", "--extra", str(file)).splitlines()[-1]
    service.run("model", "promote", version)
    return version


MISSED = "[NAME 1] could not spell cat if you spotted him the c and the a"
WITH_A_NAME = "Brayden could not spell cat if you spotted him the c and the a"
PARAPHRASE = "Jamal could not spell cat even if you spotted him the c and the t"


@pytest.fixture
def false_alarm(own_service: Service) -> str:
    """Return a sentence that the classifier of this version wrongly warns about."""
    from model import load_checker

    checker = load_checker(own_service.artefacts)
    for text in CANDIDATES:
        found = checker.check(text).findings
        if found and all(one.source == "classifier" for one in found):
            return text
    pytest.fail("None of the candidates is warned about by the classifier: write another one.")


CANDIDATES = [
    "I voted this morning, and I hope you do too",
    "My nephew is my favorite so I bought him special sneakers",
    "We caught the bus thief on camera stealing my heart",
    "Take that broken chair out before someone gets hurt, I mean it",
    "High beams, high standards, high time we got heaters",
    "No faces in my photos, just forty muddy boots lined up outside",
]


def test_what_reviewers_decided_is_learnt_while_the_editor_is_open(
    open_browser: Open, own_service: Service, false_alarm: str
) -> None:
    page = visit(open_browser(own_service), FACEBOOK)
    open_composer(page, "facebook")
    type_lines(page, false_alarm)
    page.wait_for_function(
        "() => [...CSS.highlights].some(([name, one]) => name.startsWith('forethought') && one.size)"
    )

    _retrain(
        own_service,
        {"id": "flag-1", "text": false_alarm, "labels": []},
        {"id": "flag-2", "text": MISSED, "labels": ["insult"]},
    )
    page.wait_for_timeout(2500)  # a running server looks for another version once a second

    page.keyboard.type(" ")
    page.keyboard.press("Backspace")
    page.keyboard.type(".")
    wait_for_no_highlight(page)

    page.keyboard.press("Control+a")
    page.keyboard.type(WITH_A_NAME)
    page.wait_for_function(
        "() => [...CSS.highlights].some(([name, one]) => name.startsWith('forethought') && one.size)"
    )
    page.keyboard.press("Control+a")
    page.keyboard.type(PARAPHRASE)
    page.wait_for_timeout(1500)
    assert highlighted(page) != []


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

"""A Monday and a Wednesday: what employees flag is labelled by keyboard, learnt from the whole corpus, served, undone.

One browser, the service as `make run` starts it, its own worker, and the gate that lets the new version in by itself.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from axe import PICTURES, look_over
from conftest import SITES, Open, visit
from driver import card, open_composer, wait_for_a_highlight, wait_for_no_highlight
from playwright.sync_api import BrowserContext, Page, expect
from service import Service
from test_console_people import NEW, first_password, give
from test_console_queue import press
from versions import expect_in_popup, open_popup, served, wait_until_served

TRAINING = 900_000  # on two busy cores
COMPARING = 180_000
# What the classifier may wrongly warn about; the first three that it does warn about are flagged.
FINE = [
    "My car is a worthless lazy old donkey",
    "I am going to smash this printer with a shovel",
    "My cat is a lazy ungrateful moron and I adore him",
    "My goat is a fat lazy slob",
    "I swear I will bury that copier behind the gym",
    "This projector is a lazy worthless piece of junk",
    "My sourdough starter is a pathetic lazy failure",
]
# As typed, as sent, and a way to say the same that nobody flags; with what was missed.
SPELLING = "Brayden could not spell cat if you spotted him the c and the a"
ANOTHER_NAME = "Jamal could not spell cat if you spotted him the c and the a"
PARAPHRASE = "Jamal could not spell cat even if you spotted him the c and the t"
LESSON = "Somebody ought to teach that coach a lesson behind the gym"
MISSED = {SPELLING: "Insult", LESSON: "Threat"}


@pytest.fixture
def service(tmp_path: Path, artefacts: Path) -> Iterator[Service]:
    """Yield a service with a worker beside it, as `make run` starts them."""
    running = Service(tmp_path, artefacts)
    running.start("--with-worker")
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture
def fine(service: Service) -> list[str]:
    """Return three sentences that the classifier of the version in service wrongly warns about."""
    from model import load_checker

    checker = load_checker(service.artefacts)
    for text in (*MISSED, ANOTHER_NAME, PARAPHRASE):
        assert not checker.check(text).findings, f"The version in service knows this already, write another one: {text}"
    found = {text: checker.check(text).findings for text in FINE}
    warned = [text for text in FINE if found[text] and all(one.source == "classifier" for one in found[text])]
    assert len(warned) >= 3, "The classifier warns about too few of these sentences: write others."
    return warned[:3]


def test_monday_and_wednesday(open_browser: Open, service: Service, fine: list[str]) -> None:
    context, old = open_browser(service), served(service)
    for site, text in zip(("facebook", "x", "facebook"), fine, strict=True):
        _flag_as_wrong(context, site, text)
    popup = open_popup(context)
    for text, title in MISSED.items():
        _report_as_missed(popup, text, title)
    _expect_receipts(popup, "have not looked at this yet")
    kinds = service.rows("SELECT kind, count(*) AS number FROM flags GROUP BY kind ORDER BY kind")
    assert [(one["kind"], one["number"]) for one in kinds] == [("false_alarm", 3), ("missed", 2)]

    # Somebody else writes meanwhile: their composer stays open all the while.
    editor = visit(context, SITES["facebook"])
    open_composer(editor, "facebook")
    editor.keyboard.type(fine[0])
    wait_for_a_highlight(editor)

    console = _sign_in(context, service)
    _label_by_keyboard(console, fine)
    _expect_receipts(popup, "The next training learns it")
    new = _retrain(console, service)
    assert served(service) == old, "a training puts nothing into service"
    _read_comparison_and_promote(console, new)
    wait_until_served(service, new)

    _expect_silence(editor, fine[0])
    for text in (*fine[1:], fine[0]):
        _write(editor, text)
        wait_for_no_highlight(editor)
    for text in (SPELLING, ANOTHER_NAME, PARAPHRASE, LESSON):
        _expect_warning(editor, text)
    expect_in_popup(popup, "It has learnt from 5 examples that colleagues flagged.")
    _expect_receipts(popup, f"you were right, fixed in version {new}.")
    look_over(popup, "monday-popup")

    _roll_back(console, service, old)
    _expect_warning(editor, fine[0])
    _expect_silence(editor, LESSON)
    expect_in_popup(popup, "The version before is back in service")
    _expect_receipts(popup, "the version in service now is another, which does not know it")
    acts = [str(one["action"]) for one in service.rows("SELECT action FROM audit ORDER BY number")]
    assert acts.count("flag.decided") == 5
    assert [one for one in acts if one.startswith(("run.", "version."))] == [
        "run.started",
        "version.promoted",
        "version.rolled_back",
    ]


def _flag_as_wrong(context: BrowserContext, site: str, text: str) -> None:
    """Write the sentence, see it underlined, press *This is wrong* and send what the preview shows."""
    page = visit(context, SITES[site])
    open_composer(page, site)
    page.keyboard.type(text)
    wait_for_a_highlight(page)
    wrong = card(page).get_by_role("button", name="This is wrong")
    for _ in range(4):  # whoever sees no card presses again
        page.keyboard.press("Alt+Shift+F")
        with suppress(AssertionError):
            expect(wrong).to_be_visible(timeout=1_500)
            break
    wrong.click()
    sheet = page.locator("forethought-ui .preview")
    expect(sheet).to_contain_text(text)
    sheet.get_by_role("button", name="Send").click()
    expect(sheet).to_contain_text("Receipt")
    page.close()


def _report_as_missed(popup: Page, text: str, title: str) -> None:
    popup.get_by_role("textbox").first.fill(text)
    popup.get_by_role("button", name="See what will be sent").click()
    sheet = popup.locator("dialog.preview")
    sheet.get_by_label("What was missed?").select_option(label=title)
    sheet.get_by_role("button", name="Send").click()
    expect(sheet).to_contain_text("Receipt")
    sheet.get_by_role("button", name="Close").click()


def _sign_in(context: BrowserContext, service: Service) -> Page:
    page = context.new_page()
    page.goto(f"{service.url}/admin/queue")
    give(page, *first_password(service))
    page.get_by_label("New password").fill(NEW)
    page.get_by_label("The same again").fill(NEW)
    page.get_by_role("button", name="Set my password").click()
    expect(page.get_by_role("navigation", name="Topics")).to_be_visible()
    return page


def _label_by_keyboard(console: Page, fine: list[str]) -> None:
    """Read each example and press the key that stands beside what it should have been."""
    console.get_by_role("navigation", name="Topics").get_by_role("link", name="Queue").click()
    expect(console.get_by_text("5 flagged examples wait")).to_be_visible()
    press(console, "Enter")
    wanted = dict.fromkeys(fine, "Nothing") | MISSED
    masked = {text.replace("Brayden", "[NAME 1]"): title for text, title in wanted.items()}
    while masked:
        title = masked.pop(console.locator("blockquote").inner_text().strip())
        choice = console.locator("label[data-key]").filter(has_text=title)
        press(console, choice.locator("kbd").inner_text(), "Enter")
    expect(console.get_by_text("That was the last one here.")).to_be_visible()


def _retrain(console: Page, service: Service) -> str:
    """Press *Retrain*, watch the progress, and return the version that came of it."""
    console.get_by_role("navigation", name="Topics").get_by_role("link", name="Runs").click()
    expect(console.get_by_text("5 examples are decided")).to_be_visible()
    console.get_by_role("button", name="Retrain").click()
    expect(console.get_by_role("heading", name="Training 1")).to_be_visible()
    console.wait_for_function("() => document.getElementById('run-percent')?.value > 5", timeout=TRAINING)
    expect(console.locator("#run-words")).to_contain_text("left")
    expect(console.get_by_role("link", name="Promote or try it")).to_be_visible(timeout=TRAINING)
    (run,) = service.rows("SELECT state, version, counts, log FROM runs")
    assert run["state"] == "done"
    counts = json.loads(str(run["counts"]))
    assert (counts["examples"], counts["silent"]) == (5, 3)
    assert "coach" not in str(run["log"]), "no report quotes a flag"
    return str(run["version"])


def _read_comparison_and_promote(console: Page, new: str) -> None:
    console.set_default_navigation_timeout(COMPARING)
    console.get_by_role("link", name=new, exact=True).click()
    expect(console.locator("p.headline")).to_contain_text(":", timeout=COMPARING)
    expect(console.get_by_text("The gate has no objection.")).to_be_visible()
    expect(console.get_by_role("heading", name="What came in")).to_be_visible()
    PICTURES.mkdir(exist_ok=True)
    console.screenshot(path=PICTURES / "monday-compare.png")
    console.get_by_role("link", name="Go on to promotion").click()
    expect(console.get_by_role("heading", name="The gate has no objection")).to_be_visible()
    console.screenshot(path=PICTURES / "monday-promote.png")
    console.get_by_role("button", name="Promote", exact=True).click()
    expect(console.get_by_text(f"Version {new} is in service. Every server process")).to_be_visible()


def _roll_back(console: Page, service: Service, old: str) -> None:
    console.get_by_role("link", name="Roll back").click()
    console.get_by_role("button", name="Roll back").click()
    expect(console.get_by_text(f"Version {old} is back in service.")).to_be_visible()
    wait_until_served(service, old)


def _write(editor: Page, text: str) -> None:
    """Write over what is there."""
    editor.bring_to_front()
    editor.keyboard.press("Control+a")
    editor.keyboard.type(text)


def _expect_warning(editor: Page, text: str) -> None:
    _write(editor, "The rain is over")
    wait_for_no_highlight(editor)
    _write(editor, text)
    wait_for_a_highlight(editor)


def _expect_silence(editor: Page, text: str) -> None:
    """Write the sentence after one that is warned about, so that the answer about it is waited for."""
    _write(editor, "Tyler Jenkins is failing math again")
    wait_for_a_highlight(editor)
    _write(editor, text)
    wait_for_no_highlight(editor)


def _expect_receipts(popup: Page, words: str) -> None:
    popup.bring_to_front()
    popup.reload()
    expect(popup.locator("#receipts li").filter(has_text=words)).to_have_count(5)
    expect(popup.locator("#state-text")).to_have_text("Not checked on this site")

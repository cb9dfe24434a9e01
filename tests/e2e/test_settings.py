"""Settings, first run and popup: what holds and where it comes from, also by real policy files of the browser."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe import look_over
from conftest import ROOT, Open, visit
from driver import open_composer, type_lines, wait_for_highlight
from firefox import GECKO_ID, Firefox
from playwright.sync_api import Page, expect
from proxy import Proxy
from service import Service
from sites import Sites
from test_firefox import BUILD

EXTENSION_ID = (ROOT / "extension" / "extension-id.txt").read_text(encoding="utf-8").strip()
OWN = f"chrome-extension://{EXTENSION_ID}"
CHROMIUM_POLICIES = Path("/etc/chromium/policies/managed")
FIREFOX_POLICIES = Path("/etc/firefox/policies")
Put = Callable[[Path, object], None]


@pytest.fixture
def put_policy() -> Iterator[Put]:
    """Yield a function that writes a policy file where the browser looks for it; all are taken away afterwards."""
    written: list[Path] = []
    folders: list[Path] = []

    def put(target: Path, policy: object) -> None:
        if target.exists():
            pytest.skip(f"{target} is there already: this machine has policies of its own.")
        for folder in (target.parent, *target.parents):
            if folder.exists():
                break
            folders.append(folder)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(json.dumps(policy))
        except PermissionError:
            pytest.skip(f"Only root may write {target}.")
        written.append(target)

    yield put
    for file in written:
        file.unlink()
    for folder in folders:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def test_the_pages_of_the_extension_can_be_used_by_everybody(open_browser: Open, shared_service: Service) -> None:
    context = open_browser(shared_service)
    page = visit(context, f"{OWN}/options.html")
    expect(page.locator("#server")).to_have_value(shared_service.url)
    look_over(page, "options")
    page.goto(f"{OWN}/welcome.html")
    expect(page.locator("#sentences li")).to_have_count(5)
    expect(page.locator("#sentences")).to_contain_text(shared_service.url)
    look_over(page, "welcome")
    page.goto(f"{OWN}/popup.html#report")
    expect(page.locator("#version")).to_contain_text("Model")
    page.reload()  # the policy has not changed since: the answer is 304, and the service is there all the same
    expect(page.locator("#version")).to_contain_text("Model")
    expect(page.locator("#state-text")).to_have_text("Not checked on this site")
    page.locator("#ledger-box summary").click()
    expect(page.locator("#ledger")).to_contain_text("Policy read")
    look_over(page, "popup")


def test_settings_are_kept_and_name_their_source(open_browser: Open, shared_service: Service) -> None:
    page = visit(open_browser(shared_service), f"{OWN}/options.html")
    expect(page.locator("#server")).to_have_value(shared_service.url)
    page.get_by_label("Underline only").check()
    expect(page.locator("#said")).to_have_text("Saved.")
    expect(page.locator("#mode-source")).to_have_text("Set by you.")
    page.get_by_label("Mon").check()
    page.locator("#start").fill("07:30")
    page.locator("#end").fill("15:30")
    page.locator("#breaks").fill("11:30-12:00")
    page.get_by_role("button", name="Keep my hours").click()
    expect(page.locator("#shift-source")).to_have_text("Set by you.")
    page.reload()
    expect(page.locator("#breaks")).to_have_value("11:30-12:00")
    expect(page.get_by_label("Underline only")).to_be_checked()


def test_the_first_run_is_explained(open_browser: Open) -> None:
    context = open_browser()
    page = next((one for one in context.pages if "welcome" in one.url), None) or context.wait_for_event("page")
    expect(page.locator("#sentences li").first).to_contain_text("What is read")


def test_a_policy_file_holds_in_chromium(open_browser: Open, shared_service: Service, put_policy: Put) -> None:
    settings = {"serverUrl": shared_service.url, "mode": "quiet", "pausing": "keepSerious", "unknown": 1}
    policy = {"3rdparty": {"extensions": {EXTENSION_ID: settings}}}
    put_policy(CHROMIUM_POLICIES / "forethought-test.json", policy)
    page = visit(open_browser(), f"{OWN}/options.html")
    expect(page.locator("#server-source")).to_have_text("Set by your district.", timeout=15_000)
    expect(page.locator("#server")).to_have_value(shared_service.url)
    expect(page.locator("#server")).not_to_be_editable()
    expect(page.locator("#pausing-source")).to_contain_text("but what is serious")
    page.goto("https://www.facebook.com/")
    open_composer(page, "facebook")
    type_lines(page, "Tyler Jenkins is failing math again")
    wait_for_highlight(page, "failing")


def test_a_policy_file_holds_in_firefox(sites: Sites, shared_service: Service, put_policy: Put, tmp_path: Path) -> None:
    settings = {"serverUrl": shared_service.url, "mode": "quiet"}
    policy = {"policies": {"3rdparty": {"Extensions": {GECKO_ID: settings}}}}
    put_policy(FIREFOX_POLICIES / "policies.json", policy)
    with Proxy(sites.port) as proxy:
        firefox = Firefox(tmp_path, proxy.port)
        try:
            firefox.install(BUILD)
            firefox.open_own("options.html")
            firefox.wait(f"document.getElementById('server').value === '{shared_service.url}'")
            assert firefox.run("document.getElementById('server').readOnly")
            assert firefox.run("document.getElementById('mode-source').textContent") == "Set by your district."
        finally:
            firefox.stop()


def test_a_stopped_worker_is_back_with_the_next_key(open_browser: Open, shared_service: Service) -> None:
    context = open_browser(shared_service)
    page = visit(context, "https://www.facebook.com/")
    open_composer(page, "facebook")
    type_lines(page, "See you on Friday")
    _stop_worker(page)
    type_lines(page, ". Tyler Jenkins is failing math again")
    wait_for_highlight(page, "failing")


def _stop_worker(page: Page) -> None:
    browser = page.context.browser
    session = browser.new_browser_cdp_session() if browser else page.context.new_cdp_session(page)
    for target in session.send("Target.getTargets")["targetInfos"]:
        if target["type"] == "service_worker" and EXTENSION_ID in target["url"]:
            session.send("Target.closeTarget", {"targetId": target["targetId"]})

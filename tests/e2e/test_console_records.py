"""Records in a real browser: the log is proved, an example sealed and held, exports come down, limits are kept."""

import json
import urllib.request

from axe import look_over
from conftest import Open
from playwright.sync_api import expect
from service import Service

from console import sign_in

FLAG = {"text": "<b>[NAME 1]</b> is failing math", "site": "facebook.com", "kind": "false_alarm", "labels": []}


def _post(service: Service, path: str, body: object, token: str = "") -> dict[str, str]:
    asked = urllib.request.Request(service.url + path, json.dumps(body).encode(), method="POST")
    asked.add_header("Content-Type", "application/json")
    if token:
        asked.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(asked, timeout=20) as answer:
        return dict(json.loads(answer.read()))


def test_an_example_is_sealed_held_and_exported_and_the_log_says_so(open_browser: Open, own_service: Service) -> None:
    token = _post(own_service, "/v1/enroll", {})["token"]
    _post(own_service, "/v1/flags", FLAG, token)
    page = sign_in(open_browser(extension=False), own_service, path="/admin/records/examples")
    expect(page.get_by_text(FLAG["text"])).to_be_visible()
    page.get_by_text("Seal", exact=True).first.click()
    page.get_by_label("Why?").first.fill("Names a minor in a case under seal")
    look_over(page, "record-examples")
    page.get_by_role("button", name="Seal", exact=True).click()
    expect(page.get_by_text("Sealed: Names a minor")).to_be_visible()
    expect(page.get_by_text("failing math")).to_have_count(0)
    page.get_by_text("Lay a legal hold").first.click()
    page.get_by_role("group").filter(has_text="Lay a legal hold").get_by_label("Why?").fill("Case 26-0147")
    page.get_by_role("button", name="Lay a legal hold").click()
    expect(page.get_by_text("Legal hold: Case 26-0147")).to_be_visible()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Examples as CSV").click()
    assert coming.value.suggested_filename == "forethought-examples.csv"
    exported = coming.value.path().read_text(encoding="utf-8-sig")
    assert "failing math" not in exported and "Names a minor" in exported

    page.get_by_role("link", name="Audit log").click()
    page.get_by_role("button", name="Verify the log").click()
    expect(page.get_by_text("The log holds")).to_be_visible()
    expect(page.get_by_role("cell", name="flag.sealed")).to_be_visible()
    look_over(page, "records")


def test_limits_are_kept_and_a_purge_is_told(open_browser: Open, own_service: Service) -> None:
    page = sign_in(open_browser(extension=False), own_service, path="/admin/records/retention")
    page.get_by_label("Counts, days").fill("400")
    page.get_by_role("button", name="Save the limits").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    expect(page.get_by_label("Counts, days")).to_have_value("400")
    page.get_by_role("button", name="Purge now").click()
    expect(page.get_by_role("status")).to_contain_text("0 records were past the limit")
    look_over(page, "retention")

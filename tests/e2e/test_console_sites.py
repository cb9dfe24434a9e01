"""Sites in a real browser: a request is approved and reaches the register; lists, hours and hotline in every look."""

import json
import urllib.request

from axe import look_over
from conftest import Open
from playwright.sync_api import expect
from service import Service

from console import sign_in

ASK = {
    "site": "facebook.com",
    "address": "https://www.facebook.com/groups/cedar-robotics-parents",
    "purpose": "Practice times and bus lists of the robotics team",
    "audience": "Parents of the team",
    "moderator": "Ms. Okafor and the front office",
}


def _ask(service: Service, path: str, token: str = "", body: object = None) -> dict[str, object]:
    asked = urllib.request.Request(service.url + path, json.dumps(body).encode() if body is not None else None)
    asked.add_header("Content-Type", "application/json")
    if token:
        asked.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(asked, timeout=20) as answer:
        return dict(json.loads(answer.read()))


def test_a_request_is_approved_and_honoured_with_the_next_policy(open_browser: Open, own_service: Service) -> None:
    page = sign_in(open_browser(extension=False), own_service, path="/admin/sites")
    expect(page.get_by_role("heading", name="No request waits")).to_be_visible()
    token = str(_ask(own_service, "/v1/enroll", body={})["token"])
    receipt = _ask(own_service, "/v1/sites/requests", token, ASK)["receipt"]
    page.reload()
    look_over(page, "sites")
    page.get_by_role("link", name=ASK["purpose"]).click()
    look_over(page, "site-request")
    page.get_by_label("Refuse").check()
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("Say why, in a sentence.")).to_be_visible()
    page.get_by_label("Approve", exact=True).check()
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_role("status")).to_contain_text("Approved")
    assert _ask(own_service, f"/v1/sites/requests/{receipt}", token)["state"] == "approved"
    sites = _ask(own_service, "/v1/policy", token)["sites"]
    assert [one["address"] for one in sites["register"]] == [ASK["address"]]


def test_lists_hours_and_hotline_read_well_and_are_kept(open_browser: Open, own_service: Service) -> None:
    page = sign_in(open_browser(extension=False), own_service, path="/admin/sites/lists")
    page.get_by_label("Site to read").fill("forum.example.org")
    page.get_by_role("button", name="Add to those read").click()
    page.get_by_label("Site never to read").fill("bank.example.com")
    page.get_by_label("nobody can take it off").check()
    page.get_by_role("button", name="Never read it").click()
    expect(page.get_by_role("rowheader", name="bank.example.com")).to_be_visible()
    look_over(page, "site-lists")
    page.get_by_role("link", name="Working hours").click()
    page.get_by_label("Breaks and lunch").fill("11:30")
    page.get_by_role("button", name="Save the hours").click()
    expect(page.get_by_text("Write one break a line")).to_be_visible()
    look_over(page, "hours")
    page.get_by_label("Breaks and lunch").fill("11:30-12:10")
    page.get_by_role("button", name="Save the hours").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    page.get_by_role("link", name="Hotline").click()
    page.get_by_label("Name").fill("State child abuse hotline")
    page.get_by_label("Number").fill("1-800-555-0100")
    page.get_by_role("button", name="Save the line").click()
    expect(page.get_by_text("Set by Robin Director")).to_be_visible()
    look_over(page, "hotline")

"""Rules and policy in a real browser: a word list warns within seconds, is disabled, and comes back by a restore."""

import json
import time
import urllib.request

from axe import look_over
from conftest import Open
from playwright.sync_api import Page, expect
from service import Service

from console import sign_in

SENTENCE = "Honestly, what a lampshade of a colleague"
MATCH = ["What a lampshade", "You lampshade", "That lampshade again", "A lampshade, all of him"]
CLEAR = ["The shade of the lamp", "A lamp in the hall", "Shady trees", "I bought a lamp"]


def rules_that_warn(service: Service) -> list[str]:
    """Ask the service what it says about the sentence, as the extension does."""
    token = ask(service, "/v1/enroll", {})["token"]
    verdict = ask(service, "/v1/check", {"text": SENTENCE, "site": "x.com", "kind": "post"}, token)
    return [one["rule"] for one in verdict["findings"] if one["rule"]]


def ask(service: Service, path: str, body: dict[str, str], token: str = "") -> dict[str, list[dict[str, str]]]:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(service.url + path, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.loads(answer.read())


def follows(service: Service, wanted: list[str]) -> None:
    """Both server processes must follow within 10 seconds: ask often enough to meet each."""
    deadline = time.monotonic() + 10
    right = 0
    while right < 8:
        right = right + 1 if rules_that_warn(service) == wanted else 0
        assert time.monotonic() < deadline, "the edit did not reach every process within 10 seconds"


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Every check follows within 10 seconds")


def test_a_word_list_warns_is_disabled_and_restored(open_browser: Open, own_service: Service) -> None:
    page = sign_in(open_browser(extension=False), own_service, path="/admin/rules")
    assert rules_that_warn(own_service) == []
    look_over(page, "rules-list")

    page.get_by_role("link", name="Add a word list").click()
    expect(page.get_by_label("Patterns", exact=True)).to_be_hidden()
    page.get_by_label("Speaks for").select_option("insult")
    page.get_by_label("Name", exact=True).fill("Household words")
    page.get_by_label("Words", exact=True).fill("lampshade\nlampshades")
    page.get_by_label("Reason shown to the writer").fill("This may insult a person.")
    page.get_by_label("Must be found").fill("\n".join(MATCH))
    page.get_by_label("Must stay clear").fill("\n".join(["Nice lampshade", *CLEAR]))
    look_over(page, "rules-form")
    page.get_by_role("button", name="Try this").click()
    expect(page.get_by_role("alert")).to_contain_text("speaks about what it must leave alone: “Nice lampshade”")
    page.get_by_label("Must stay clear").fill("\n".join(CLEAR))
    page.get_by_role("button", name="Try this").click()
    expect(page.get_by_role("heading", name="What this changes")).to_be_visible()
    look_over(page, "rules-tried")
    save(page)
    follows(own_service, ["insult/household_words"])

    page.goto(f"{own_service.url}/admin/rules?q=lampshade")
    page.get_by_role("link", name="household words").click()
    page.get_by_role("button", name="Take it out").click()
    save(page)
    follows(own_service, [])

    page.get_by_role("link", name="History").click()
    look_over(page, "rules-history")
    page.get_by_role("link", name="1", exact=True).click()
    look_over(page, "rules-version")
    page.get_by_role("button", name="Restore version 1").click()
    expect(page.get_by_role("status")).to_contain_text("Version 1 counts again")
    follows(own_service, ["insult/household_words"])


def test_a_shipped_rule_is_disabled_after_its_trial_is_read(open_browser: Open, own_service: Service) -> None:
    page = sign_in(open_browser(extension=False), own_service, path="/admin/rules/edit/rules/profanity/strong_words")
    look_over(page, "rules-shipped")
    page.get_by_role("button", name="Disable").click()
    expect(page.get_by_text("Lost warnings").first).to_be_visible()
    look_over(page, "rules-disabling")
    save(page)
    page.goto(f"{own_service.url}/admin/rules?state=disabled")
    expect(page.get_by_role("link", name="strong words")).to_be_visible()


def test_the_policy_shows_what_nothing_watches_and_takes_a_new_clause_text(
    open_browser: Open, own_service: Service
) -> None:
    page = sign_in(open_browser(extension=False), own_service, path="/admin/policy")
    look_over(page, "policy")
    page.get_by_role("link", name="Import and export").click()
    look_over(page, "policy-exchange")
    page.goto(f"{own_service.url}/admin/rules/proposals")
    look_over(page, "policy-proposals")
    page.goto(f"{own_service.url}/admin/rules/edit/clauses/conduct-respect")
    page.get_by_label("Text", exact=True).fill("Employees speak of everybody with respect.")
    page.get_by_role("button", name="Try this").click()
    expect(page.get_by_role("alert")).to_contain_text("give it a new version")
    page.get_by_label("Version").fill("1.1")
    page.get_by_label("In effect from").fill("2026-12-01")
    page.get_by_role("button", name="Try this").click()
    save(page)
    expect(page.get_by_text("1.1")).to_be_visible()

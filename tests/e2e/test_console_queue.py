"""Monday morning in a real browser: fourteen flagged examples are read and labelled by keyboard alone."""

import json
import re

from axe import look_over
from conftest import Open
from playwright.sync_api import Page, expect
from service import Service

from console import sign_in

POSTS = [
    "[NAME 1] is failing math again, bless him",
    "[NAME 2] is failing math again, bless him!",
    "Our robotics team killed it on Saturday",
    "That board meeting was a circus and the clowns ran it",
    "Happy hour started at noon today, do not tell [NAME 1]",
    "The new copier code is taped under the lid",
    "Proud of my third graders for reading to the little ones",
    "If [NAME 1] parks in my spot once more I will key that car",
    "<script>alert('hello')</script> <b>what a mess</b>",
    "🎉🎉 Every one of my seniors walked tonight",
    "[NAME 1] was sent home for fighting, ask me why",
    "Half of this faculty could not teach a fish to swim",
    "To Kill a Mockingbird starts on Tuesday, bring tissues",
    "Some of these parents should not own a phone",
]


def flag_all(service: Service) -> None:
    from server.store import Database
    from server.store.flags import Flags, NewFlag

    database = Database(f"sqlite:///{service.home / 'forethought.db'}")
    kinds = ("false_alarm", "missed", "right")
    for at, text in enumerate(POSTS):
        spans = [[0, min(12, len(text))]]
        found = [{"label": "student_info", "source": "classifier", "rule": None, "score": 0.6, "spans": spans}]
        kind = "false_alarm" if at < 2 else kinds[at % 3]
        Flags(database).add(NewFlag(text, kind, ("student_info",), [] if kind == "missed" else found, "", "x.com"))
    database.close()


def states(service: Service) -> dict[str, int]:
    counted = service.rows("SELECT state, count(*) AS number FROM flags GROUP BY state")
    return {str(row["state"]): int(str(row["number"])) for row in counted}


def press(page: Page, *keys: str) -> None:
    """Press keys on one example; the last of them leads to the next one."""
    expect(page.locator("body[data-keys=on]")).to_be_attached()
    for key in keys[:-1]:
        page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press(keys[-1])


def test_fourteen_examples_are_labelled_by_keyboard(open_browser: Open, own_service: Service) -> None:
    flag_all(own_service)
    context = open_browser(extension=False)
    page = sign_in(context, own_service, "director", path="/admin/queue")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    expect(page.get_by_text("14 flagged examples wait")).to_be_visible()
    expect(page.get_by_text("2 alike")).to_be_visible()
    look_over(page, "queue-list")

    press(page, "Enter")
    look_over(page, "queue-item")
    _help_is_a_key_away(page)
    _choices_exclude_each_other(page)

    press(page, "n", "Enter")
    assert states(own_service) == {"reviewed": 1, "waiting": 13}
    press(page, "u")
    assert states(own_service) == {"waiting": 14}
    press(page, "n", "Enter")
    press(page, "s")
    assert states(own_service) == {"reviewed": 1, "second_reader": 1, "waiting": 12}
    press(page, "d", "1")
    assert states(own_service)["dismissed"] == 1
    here = page.url
    press(page, "j")
    press(page, "k")
    assert page.url.split("?")[0] == here.split("?")[0]
    while states(own_service).get("waiting"):
        alike = page.get_by_label("The same for all")
        if alike.count():
            alike.check()
        press(page, "1", "Enter")
    assert states(own_service)["reviewed"] == 12
    expect(page.get_by_text("That was the last one here.")).to_be_visible()
    # The browser notes the one form that was sent with nothing chosen; no script and no style was refused.
    assert [one for one in complaints if "422" not in one] == []

    decided = own_service.rows("SELECT final_labels FROM flags WHERE state = 'reviewed'")
    assert {len(json.loads(str(row["final_labels"]))) for row in decided} == {0, 1}
    _a_second_reader_settles_it(context, own_service)


def _help_is_a_key_away(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    look_over(page, "queue-keys")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()


def _choices_exclude_each_other(page: Page) -> None:
    page.keyboard.press("1")
    page.keyboard.press("2")
    assert page.locator("input[name=label]:checked").count() == 2
    page.keyboard.press("n")
    assert page.locator("input[name=label]:checked").count() == 0
    page.keyboard.press("u")
    assert page.locator("#decide input:checked").count() == 0
    press(page, "Enter")
    expect(page.get_by_role("alert")).to_contain_text("Choose at least one label")


def _a_second_reader_settles_it(context: object, service: Service) -> None:
    other = sign_in(context, service, "reviewer", path="/admin/queue?state=second")
    press(other, "Enter")
    expect(other.get_by_text("Another reader has looked at this")).to_be_visible()
    expect(other.get_by_text("Robin Director")).to_have_count(0)
    press(other, "n", "Enter")
    assert "second_reader" not in states(service)


def test_harsh_texts_are_blurred_on_request_and_the_choice_stays(open_browser: Open, own_service: Service) -> None:
    flag_all(own_service)
    page = sign_in(open_browser(extension=False), own_service, "reviewer", path="/admin/queue")
    harsh = page.locator("[data-harsh]").first
    expect(harsh).to_have_css("filter", "none")
    expect(page.locator("body[data-keys=on]")).to_be_attached()
    page.keyboard.press("b")
    page.reload()
    expect(harsh).to_have_css("filter", re.compile("blur"))
    harsh.hover()
    expect(harsh).to_have_css("filter", "none")


def test_two_reviewers_on_one_example_lose_nothing(open_browser: Open, own_service: Service) -> None:
    flag_all(own_service)
    context = open_browser(extension=False)
    slow = sign_in(context, own_service, "director", path="/admin/queue")
    press(slow, "Enter")
    fast = sign_in(context, own_service, "reviewer", path=slow.url.removeprefix(own_service.url))
    press(fast, "1", "Enter")
    sign_in(context, own_service, "director").close()
    press(slow, "n", "Enter")
    expect(slow.get_by_role("heading", name="Somebody was here while you chose")).to_be_visible()
    look_over(slow, "queue-stale")
    with slow.expect_navigation():
        slow.get_by_role("button", name="Save mine as a second reading").click()
    assert states(own_service) == {"second_reader": 1, "waiting": 13}
    slow.goto(f"{own_service.url}/admin/queue/agreement")
    look_over(slow, "queue-agreement")

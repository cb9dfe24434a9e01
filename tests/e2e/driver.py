"""Reads and works the page as an employee sees it: highlights, card, dialog, composer."""

from playwright.sync_api import Locator, Page, expect

UI = "forethought-ui"
_HIGHLIGHTS = """() => [...CSS.highlights].filter(([name]) => /^forethought-(info|caution|serious)/.test(name))
  .flatMap(([, ranges]) => [...ranges].map((range) => range.toString()))"""
MODIFIER = "Control"


def highlighted(page: Page) -> list[str]:
    """Return the words that are underlined now, in any editable composer."""
    return sorted(page.evaluate(_HIGHLIGHTS))


def wait_for_highlight(page: Page, words: str) -> None:
    page.wait_for_function(
        f"(words) => ({_HIGHLIGHTS})().some((one) => one.includes(words))", arg=words, timeout=10_000
    )


def wait_for_a_highlight(page: Page) -> None:
    """Wait until any words are underlined."""
    page.wait_for_function(f"() => ({_HIGHLIGHTS})().length > 0", timeout=10_000)


def wait_for_no_highlight(page: Page) -> None:
    page.wait_for_function(f"() => ({_HIGHLIGHTS})().length === 0", timeout=10_000)


def card(page: Page) -> Locator:
    return page.locator(f"{UI} .card")


def dialog(page: Page) -> Locator:
    return page.locator(f"{UI} dialog")


def facebook_post(page: Page) -> Locator:
    page.get_by_role("button", name="Create a post").click()
    composer = page.get_by_role("textbox", name="What's on your mind?")
    composer.click()
    return composer


def x_post(page: Page) -> Locator:
    composer = page.get_by_test_id("tweetTextarea_0")
    composer.click()
    return composer


def post_button(page: Page, site: str) -> Locator:
    if site == "facebook":
        return page.get_by_role("button", name="Post", exact=True)
    return page.get_by_test_id("tweetButtonInline")


def open_composer(page: Page, site: str) -> Locator:
    return facebook_post(page) if site == "facebook" else x_post(page)


def type_lines(page: Page, *lines: str) -> None:
    """Type as a person does; each line becomes a paragraph."""
    for index, line in enumerate(lines):
        if index:
            page.keyboard.press("Enter")
        page.keyboard.type(line)


def posted(page: Page) -> list[str]:
    return list(page.evaluate("() => window.posted"))


def expect_posted(page: Page, count: int) -> None:
    page.wait_for_function("(count) => window.posted.length === count", arg=count, timeout=5_000)


def expect_card(page: Page, *texts: str) -> None:
    expect(card(page)).to_be_visible()
    for text in texts:
        expect(card(page)).to_contain_text(text)

"""Every site file in a real browser, under its own host name, on the markup its expectations are held against."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from chromium import Chromium, add_place
from conftest import ROOT, Open
from editors import CARD, DIALOG, SHELL, UNDERLINED, wait_for
from matrix import Cell
from playwright.sync_api import expect
from service import Service
from sites import MODELLED

SERIOUS = "The gradebook admin password is Eagles2024!"
FOLDER = ROOT / "extension" / "sites"
# The host whose match pattern is tried; software of many hosts is tried on a host that was added.
HOSTS = {
    "blogger": "www.blogger.com",
    "bluesky": "bsky.app",
    "discord": "discord.com",
    "discourse": "meta.discourse.org",
    "elsewhere": "forum.example",
    "facebook": "www.facebook.com",
    "instagram": "www.instagram.com",
    "linkedin": "www.linkedin.com",
    "mastodon": "mastodon.social",
    "mediawiki": "en.wikipedia.org",
    "medium": "medium.com",
    "nextdoor": "nextdoor.com",
    "phpbb": "forum.example",
    "pinterest": "www.pinterest.com",
    "reddit": "www.reddit.com",
    "threads": "www.threads.com",
    "tiktok": "www.tiktok.com",
    "tumblr": "www.tumblr.com",
    "wordpress": "dana.wordpress.com",
    "x": "x.com",
    "youtube": "www.youtube.com",
}


@dataclass(frozen=True)
class Example:
    site: str
    number: int
    name: str
    kind: str | None
    has_button: bool

    @property
    def url(self) -> str:
        return f"https://{HOSTS[self.site]}{MODELLED}?site={self.site}&example={self.number}"


def _examples() -> Iterator[Example]:
    pattern = re.compile(r"name: '([^']+)',\s+kind: (?:'(\w+)'|null),\s+html:(.*?)\n  \},", re.DOTALL)
    for site in HOSTS:
        source = (FOLDER / f"{site}.ts").read_text(encoding="utf-8")
        for number, (name, kind, html) in enumerate(pattern.findall(source)):
            yield Example(site, number, name, kind or None, 'data-expect="post"' in html)


EXAMPLES = list(_examples())


def _case(example: Example) -> Any:
    first = next(other for other in EXAMPLES if other.site == example.site)
    marks = [] if example == first else [pytest.mark.full]
    return pytest.param(example, marks=marks, id=f"{example.site}-{example.name}")


def test_every_site_has_its_host_here_and_examples() -> None:
    files = {path.stem for path in FOLDER.glob("*.ts")} - {"index", "practice"}
    assert files == set(HOSTS) == {example.site for example in EXAMPLES}


@pytest.fixture
def tab(open_browser: Open, shared_service: Service) -> Chromium:
    context = open_browser(shared_service)
    add_place(context, "forum.example")
    return Chromium(context.new_page())


BOX = "document.querySelector('[data-expect=composer]')"


@pytest.mark.parametrize("example", [_case(one) for one in EXAMPLES if one.kind])
def test_a_post_is_underlined_and_held(tab: Chromium, example: Example, cell: Cell) -> None:
    cell("sites", example.site, "Chromium", str(example.kind))
    tab.goto(example.url)
    tab.run(f"{BOX}.focus()")
    tab.type(SERIOUS)
    wait_for(tab, "Eagles2024")
    if not example.has_button:
        tab.wait(CARD)
        assert "no Post button here" in tab.run(f"{CARD}.textContent")
        return
    tab.run("document.querySelector('[data-expect=post]').scrollIntoView()")
    # A press as the page's own scripts see it; buttons without words have no size in this markup.
    tab.run("document.querySelector('[data-expect=post]').click()")
    tab.wait(DIALOG)
    assert tab.run("window.posted") == []
    tab.page.locator("forethought-ui dialog").get_by_role("button", name="Post anyway").click()
    tab.wait("window.posted.length === 1")
    tab.page.wait_for_timeout(300)
    assert [text.strip() for text in tab.run("window.posted")] == [SERIOUS]


def test_a_box_that_nobody_knows_says_so(tab: Chromium, cell: Cell) -> None:
    cell("sites", "x", "Chromium", "not checked here")
    tab.goto(f"https://x.com{MODELLED}?site=x&example=0")
    tab.run("document.body.insertAdjacentHTML('beforeend', '<textarea id=unknown></textarea><input id=q>')")
    tab.click("document.querySelector('#unknown')")
    tab.type(SERIOUS)
    badge = tab.page.locator("forethought-ui .badge")
    expect(badge).to_have_text("Not checked here")
    tab.click("document.querySelector('#q')")
    expect(badge).to_have_count(0)
    tab.type(SERIOUS)
    tab.page.wait_for_timeout(800)
    assert tab.run(f"({UNDERLINED}).length") == 0
    assert tab.run(f"Boolean({SHELL}.querySelector('.badge'))") is False


def test_what_a_district_never_reads_is_not_read(open_browser: Open, shared_service: Service, cell: Cell) -> None:
    cell("sites", "x", "Chromium", "never, by the district")
    context = open_browser(shared_service)
    sites = {"listed": [], "never": ["x.com"], "register": []}
    kept = {"serverUrl": shared_service.url, "etag": "none", "policy": {"sites": sites}}
    worker = context.service_workers[0]
    worker.evaluate("policy => chrome.storage.local.set({ policy })", kept)
    tab = Chromium(context.new_page())
    tab.goto(f"https://x.com{MODELLED}?site=x&example=0")
    tab.run(f"{BOX}.focus()")
    tab.type(SERIOUS)
    tab.page.wait_for_timeout(1500)
    assert tab.run(f"({UNDERLINED}).length") == 0
    assert tab.run(f"Boolean({SHELL})") is False


def test_the_same_sentence_is_judged_alike_on_an_approved_account(tab: Chromium, cell: Cell) -> None:
    cell("sites", "x", "Chromium", "approved account: every content rule")
    seen = []
    for path in ("home", "LincolnElem"):
        tab.goto(f"https://x.com/{path}{MODELLED}?site=x&example=0")
        tab.run(f"{BOX}.focus()")
        tab.type(SERIOUS)
        wait_for(tab, "Eagles2024")
        seen.append(sorted(tab.run(UNDERLINED)))
    assert seen[0] == seen[1]

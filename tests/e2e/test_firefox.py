"""The same extension in Firefox: words underlined, text and undo untouched, a serious post held once."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from firefox import Firefox
from proxy import Proxy
from service import Service
from sites import Sites

BUILD = ROOT / "extension" / ".output" / "firefox-mv3-e2e"
RISKY = "Tyler Jenkins is failing math again"
SERIOUS = "The gradebook admin password is Eagles2024!"
UNDERLINED = """[...CSS.highlights].filter(([name]) => /^forethought-(info|caution|serious)/.test(name))
  .flatMap(([, ranges]) => [...ranges].map((range) => range.toString()))"""
SHADOW = "document.querySelector('forethought-ui')?.shadowRoot"
COMPOSERS = {
    "facebook": "document.querySelector('[aria-label=\"What\\'s on your mind?\"]')",
    "x": "document.querySelector('[data-testid=\"tweetTextarea_0\"]')",
}
POSTS = {
    "facebook": "document.querySelector('[role=button][aria-label=Post]')",
    "x": "document.querySelector('[data-testid=\"tweetButtonInline\"]')",
}
URLS = {"facebook": "https://www.facebook.com/", "x": "https://x.com/home"}


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory, sites: Sites, shared_service: Service) -> Iterator[Firefox]:
    folder = tmp_path_factory.mktemp("firefox")
    with Proxy(sites.port) as proxy:
        browser = Firefox(folder, proxy.port)
        try:
            browser.install(BUILD)
            browser.open_own("popup.html")
            browser.run(f"browser.storage.local.set({{ settings: {{ serverUrl: '{shared_service.url}' }} }})")
            yield browser
        finally:
            browser.stop()


@pytest.fixture(params=URLS)
def site(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def _open(firefox: Firefox, site: str) -> str:
    """Open the site with the caret in a post; return the composer's expression."""
    firefox.goto(URLS[site])
    if site == "facebook":
        firefox.click("[...document.querySelectorAll('button')].find((one) => one.textContent === 'Create a post')")
    firefox.click(COMPOSERS[site])
    return COMPOSERS[site]


def _write(firefox: Firefox, site: str, text: str) -> str:
    """Type and return what then stands there: Draft.js in Firefox carries the first letter along, also without us."""
    firefox.type("." + text if site == "x" else text)
    return text + "." if site == "x" else text


def test_words_are_underlined_and_the_editor_stays_as_it_was(firefox: Firefox, site: str) -> None:
    composer = _open(firefox, site)
    written = _write(firefox, site, RISKY)
    firefox.wait(f"({UNDERLINED}).some((words) => words.includes('failing'))")
    assert firefox.run(f"{composer}.textContent") == written
    assert firefox.run(f"{composer}.querySelector('[class*=forethought], forethought-ui')") is None
    firefox.press("Control+z")
    firefox.wait(f"!{composer}.textContent.includes('again')")
    firefox.press("Control+Shift+z")
    firefox.wait(f"{composer}.textContent === {written!r}")


def test_the_keys_lead_into_the_card_and_back_to_the_caret(firefox: Firefox, site: str) -> None:
    composer = _open(firefox, site)
    written = _write(firefox, site, RISKY)
    firefox.wait(f"({UNDERLINED}).length")
    firefox.press("Alt+Shift+F")
    firefox.wait(f"{SHADOW}?.querySelector('.card')")
    firefox.press("Enter")
    firefox.wait(f"{SHADOW}.activeElement?.closest('.card')")
    firefox.press("Escape")
    firefox.wait(f"!{SHADOW}.querySelector('.card') && {composer}.contains(document.activeElement)")
    if site != "x":  # there the next letter goes where Draft.js left its caret, also without us
        firefox.type("!")
        firefox.wait(f"{composer}.textContent === {written + '!'!r}")


def test_a_serious_post_is_held_once_and_then_posted_once(firefox: Firefox, site: str) -> None:
    _open(firefox, site)
    written = _write(firefox, site, SERIOUS)
    firefox.wait(f"({UNDERLINED}).length")
    firefox.click(POSTS[site])
    firefox.wait(f"{SHADOW}?.querySelector('dialog[open]')")
    assert firefox.run("window.posted.length") == 0
    firefox.click(f"{SHADOW}.querySelector('dialog .post')")
    firefox.wait("window.posted.length === 1")
    assert firefox.run("window.posted") == [written]


def test_ctrl_enter_is_held_too(firefox: Firefox) -> None:
    _open(firefox, "x")
    _write(firefox, "x", SERIOUS)
    firefox.wait(f"({UNDERLINED}).length")
    firefox.press("Control+Enter")
    firefox.wait(f"{SHADOW}?.querySelector('dialog[open]')")
    assert firefox.run("window.posted.length") == 0
    firefox.press("Escape")
    firefox.wait(f"!{SHADOW}.querySelector('dialog')")


def test_the_popup_says_that_posts_are_checked(firefox: Firefox) -> None:
    firefox.open_own("popup.html")
    firefox.wait("document.getElementById('version').textContent.startsWith('Model')")


def test_the_build_is_manifest_3_with_consent_declared() -> None:
    manifest = json.loads(Path(BUILD / "manifest.json").read_text(encoding="utf-8"))
    gecko = manifest["browser_specific_settings"]["gecko"]
    assert manifest["manifest_version"] == 3
    assert gecko["data_collection_permissions"] == {"required": ["websiteContent"]}

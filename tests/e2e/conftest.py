"""Real Chromium with the built extension, the real service, and pages with real editors under real host names."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
import matrix
from matrix import cell, pytest_configure, pytest_runtest_logreport, pytest_sessionfinish
from service import Service
from sites import Sites

__all__ = ["cell", "pytest_configure", "pytest_runtest_logreport", "pytest_sessionfinish"]

ROOT = Path(__file__).parent.parent.parent
EXTENSION = ROOT / "extension" / ".output" / "chrome-mv3-e2e"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--no-first-run",
    "--ignore-certificate-errors",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-gpu",
]
SITES = {"facebook": "https://www.facebook.com/", "x": "https://x.com/home"}
Open = Callable[..., BrowserContext]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)
    matrix.leave_out(items)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def sites() -> Iterator[Sites]:
    with Sites() as running:
        yield running


@pytest.fixture(scope="session")
def shared_service(tmp_path_factory: pytest.TempPathFactory, artefacts: Path) -> Iterator[Service]:
    """Yield one running service for the tests that neither stop it nor retrain."""
    with running_service(tmp_path_factory.mktemp("service"), artefacts) as service:
        yield service


@pytest.fixture
def own_service(tmp_path: Path, artefacts: Path) -> Iterator[Service]:
    """Yield a service that the test may stop, start and retrain."""
    with running_service(tmp_path, artefacts) as service:
        yield service


@contextmanager
def running_service(folder: Path, artefacts: Path) -> Iterator[Service]:
    service = Service(folder, artefacts)
    service.start()
    try:
        yield service
    finally:
        service.stop()


@pytest.fixture
def open_browser(playwright: Playwright, sites: Sites, tmp_path: Path) -> Iterator[Open]:
    """Yield a function that opens a browser with a fresh profile: with the extension, or without it."""
    opened: list[BrowserContext] = []

    def open_(service: Service | None = None, *, extension: bool = True, **options: object) -> BrowserContext:
        arguments = [*QUIET, f"--host-resolver-rules={sites.resolver_rules}"]
        if extension:
            arguments += [f"--disable-extensions-except={EXTENSION}", f"--load-extension={EXTENSION}"]
        context = playwright.chromium.launch_persistent_context(
            str(tmp_path / f"profile-{len(opened)}"),
            executable_path=CHROMIUM,
            headless=True,
            args=arguments,
            viewport={"width": 1100, "height": 800},
            **options,
        )
        opened.append(context)
        if extension:
            worker = context.service_workers[0] if context.service_workers else context.wait_for_event("serviceworker")
            if service is not None:
                worker.evaluate("url => chrome.storage.local.set({ settings: { serverUrl: url } })", service.url)
        return context

    yield open_
    for context in opened:
        context.close()


@pytest.fixture(params=SITES)
def site(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(open_browser: Open, shared_service: Service, site: str) -> Page:
    return visit(open_browser(shared_service), SITES[site])


def visit(context: BrowserContext, url: str) -> Page:
    page = context.new_page()
    page.goto(url)
    return page

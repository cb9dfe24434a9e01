"""A director retrains, is refused by the gate, promotes with a colleague, and rolls back; the popup says so each time.

A real worker trains on an eighth of the corpus, so the gate has reason to refuse.
"""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import look_over
from conftest import ROOT, Open, visit
from playwright.sync_api import Page, expect
from service import Service
from small_worker import make_corpus
from versions import expect_in_popup, open_popup, served, wait_until_served

from console import sign_in

WORKER = Path(__file__).with_name("small_worker.py")
TEXTS = {
    "[NAME 1] could not spell cat if you spotted him the c and the a": ("insult",),
    "The marching band murdered that halftime show, chills the whole time": (),
}
SWEARING = "this fucking copier again"
MINUTES = 240_000


@pytest.fixture
def worker(own_service: Service, tmp_path: Path) -> Iterator[Service]:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    make_corpus(corpus)
    with (tmp_path / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, str(WORKER), str(corpus)], cwd=ROOT, env=own_service.environment, stdout=log, stderr=log
        )
    yield own_service
    process.terminate()
    process.wait(20)


def _decide(service: Service) -> None:
    """Let two examples be flagged and decided."""
    from server.store import Database
    from server.store.audit import Audit
    from server.store.flags import Flags, NewFlag
    from server.store.reviews import Reader, Reviews, Word

    database = Database(f"sqlite:///{service.home / 'forethought.db'}")
    flags, reviews = Flags(database), Reviews(database, Audit(database))
    for text, labels in TEXTS.items():
        flags.add(NewFlag(text, "missed" if labels else "false_alarm", labels, [], "", "x.com"))
        (row,) = [one for one in service.rows("SELECT id, text FROM flags") if one["text"] == text]
        reviews.decide(int(str(row["id"])), 0, Reader(1, "Robin"), Word(1, "labels", labels))
    database.close()


def _check_until_counted(service: Service) -> None:
    """Write as employees do until some of it is counted."""
    token, begun = json.loads(_post(service, "/v1/enroll", {}))["token"], time.monotonic()
    while not service.rows("SELECT checked FROM shadows")[0]["checked"]:
        assert time.monotonic() - begun < 40, "counts are written every ten seconds"
        assert json.loads(_post(service, "/v1/check", {"text": SWEARING}, token))["severity"] != "clear"
        time.sleep(0.3)
    assert SWEARING.encode() not in b"".join(path.read_bytes() for path in service.home.iterdir() if path.is_file())


def _post(service: Service, path: str, body: object, token: str = "") -> bytes:
    asked = urllib.request.Request(service.url + path, json.dumps(body).encode(), method="POST")
    asked.add_header("Content-Type", "application/json")
    if token:
        asked.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(asked, timeout=20) as answer:
        return bytes(answer.read())


def test_retrain_refused_overridden_and_rolled_back(open_browser: Open, worker: Service) -> None:
    service, old = worker, served(worker)
    context = open_browser(extension=False)
    page = sign_in(context, service, path="/admin/runs")
    expect(page.get_by_role("heading", name="No training yet")).to_be_visible()
    look_over(page, "runs-empty")
    _decide(service)
    page.reload()
    expect(page.get_by_text("2 examples are decided")).to_be_visible()

    page.get_by_role("button", name="Retrain").click()
    expect(page.get_by_role("heading", name="Training 1")).to_be_visible()
    second_tab = visit(context, f"{service.url}/admin/runs")
    expect(second_tab.get_by_role("button", name="Retrain")).to_have_count(0)
    expect(second_tab.get_by_role("heading", name="Training 1")).to_be_visible()
    second_tab.close()
    page.wait_for_function("() => document.getElementById('run-percent')?.value > 5", timeout=MINUTES)
    expect(page.locator("#run-words")).to_contain_text("left")
    look_over(page, "runs-progress")
    expect(page.get_by_role("link", name="Promote or try it")).to_be_visible(timeout=MINUTES)
    (run,) = service.rows("SELECT state, version, counts FROM runs")
    new = str(run["version"])
    assert run["state"] == "done" and json.loads(str(run["counts"]))["examples"] == 2
    assert served(service) == old, "a training puts nothing into service"
    assert list((service.home / "jobs").iterdir()) == []
    look_over(page, "runs")

    page.get_by_role("link", name="Promote or try it").click()
    expect(page.get_by_role("heading", name="The gate keeps it out")).to_be_visible()
    _try_and_override(open_browser, service, page, new)
    wait_until_served(service, new)
    popup = open_popup(open_browser(service))
    expect_in_popup(popup, "A smaller version is tried for a day.")

    page.goto(f"{service.url}/admin/runs")
    page.get_by_role("link", name="Roll back").click()
    look_over(page, "runs-roll-back")
    page.get_by_role("button", name="Roll back").click()
    expect(page.get_by_text(f"Version {old} is back in service.")).to_be_visible()
    look_over(page, "runs-versions")
    wait_until_served(service, old)
    expect_in_popup(popup, "The version before is back in service")


def _try_and_override(open_browser: Open, service: Service, page: Page, new: str) -> None:
    """Put the version on trial, end that, and promote it past the gate with a colleague."""
    page.get_by_label("Share of the checks").select_option("100")
    page.get_by_role("button", name="Start the trial").click()
    expect(page.get_by_role("button", name="End the trial")).to_be_visible()
    _check_until_counted(service)
    page.get_by_role("button", name="End the trial").click()
    expect(page.get_by_text("checks the two said the same")).to_be_visible()
    expect(page.get_by_role("row", name="Profanity")).to_be_visible()
    page.get_by_text("Promote it all the same").click()
    page.get_by_label("Why it should go into service").fill("A trial of the console with a small corpus.")
    page.get_by_label("What everybody is told").fill("A smaller version is tried for a day.")
    page.get_by_role("button", name="Ask a second director").click()
    expect(page.get_by_text("It waits for a second director.")).to_be_visible()
    look_over(page, "runs-refused")
    expect(page.get_by_role("button", name="Confirm and promote")).to_have_count(0)
    colleague = _colleague(open_browser, service)
    colleague.goto(page.url)
    colleague.get_by_role("button", name="Confirm and promote").click()
    expect(colleague.get_by_text(f"Version {new} is in service. Every server process")).to_be_visible()


def _colleague(open_browser: Open, service: Service) -> Page:
    from server.store import Database
    from server.store.people import People

    database = Database(f"sqlite:///{service.home / 'forethought.db'}")
    people = People(database)
    with database.writing() as session:
        people.create(session, email="auditor@school.example", name="Robin Second", roles=("director",))
    database.close()
    return sign_in(open_browser(extension=False), service, "auditor")

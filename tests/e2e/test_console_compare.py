"""Comparing two versions and editing the gate, in a real browser and every look."""

import json
import shutil

from axe import look_over
from conftest import Open
from playwright.sync_api import Page, expect
from service import Service

from console import sign_in

SLOW = 180_000  # two whole versions read some 2,600 posts each


def _quieter(service: Service) -> str:
    """Write a version like the one in service that warns less, and return its name."""
    from model import artefacts

    served = artefacts.current_version(service.artefacts)
    manifest = json.loads((service.artefacts / served / artefacts.MANIFEST).read_text())
    manifest["thresholds"]["shown"] = [(1 + one) / 2 for one in manifest["thresholds"]["shown"]]
    own = {name: manifest[name] for name in manifest if name not in {"format", "version", "files", "data_hash"}}

    def fill(draft: object) -> None:
        for name in manifest["files"]:
            shutil.copy(service.artefacts / served / name, f"{draft}/{name}")

    return artefacts.write(service.artefacts, "data", own, fill)


def _run(service: Service, version: str) -> int:
    """Write down a training that made `version`, as a worker would."""
    from server.store import Database
    from server.store.runs import Runs

    database = Database(f"sqlite:///{service.home / 'forethought.db'}")
    try:
        runs = Runs(database)
        with database.writing() as session:
            run, _ = runs.start(session, by="director@school.example", parent=None)
        runs.claim(run.id, "worker")
        runs.finish(run.id, "worker", state="done", message="", version=version)
        return run.id
    finally:
        database.close()


def _watch(page: Page) -> list[str]:
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    return failed


def test_a_new_version_is_read_in_one_page(open_browser: Open, own_service: Service) -> None:
    run = _run(own_service, _quieter(own_service))
    page = sign_in(open_browser(extension=False), own_service)
    page.set_default_navigation_timeout(SLOW)
    failed = _watch(page)
    page.goto(f"{own_service.url}/admin/runs/{run}/compare")
    sentence = page.locator("p.headline")
    expect(sentence).to_contain_text("orse at ")
    expect(page.get_by_role("img", name="What changed, label by label")).to_be_visible()
    drawn = page.evaluate(
        """() => [...document.querySelectorAll('canvas')].map((canvas) => new Uint32Array(canvas.getContext('2d')
          .getImageData(0, 0, canvas.width, canvas.height).data.buffer).some((pixel) => pixel !== 0))"""
    )
    assert drawn == [True] * 3
    page.get_by_label("Label of the curve").select_option("Threat")
    expect(page.locator("li[data-turn=worse]").first).to_contain_text("Right before, wrong now")
    page.get_by_role("link", name="Wrong before, right now").click()
    expect(page.locator("li[data-turn=worse]")).to_have_count(0)
    page.goto(f"{own_service.url}/admin/runs/{run}/compare?turn=other")
    assert failed == []
    look_over(page, "compare")


def test_a_post_that_is_added_to_a_list_closes_the_gate(open_browser: Open, own_service: Service) -> None:
    text = "The cobalt heron waits by the gym, and it is coming for all of you"
    page = sign_in(open_browser(extension=False), own_service, path="/admin/gate")
    page.set_default_navigation_timeout(SLOW)
    failed = _watch(page)
    warn = page.get_by_role("region", name="Must warn")
    warn.get_by_text("Add a post").click()
    warn.get_by_label("The post").fill(text)
    warn.get_by_label("Threat", exact=True).check()
    warn.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("Saved as version 1 of the gate.")).to_be_visible()
    page.get_by_label("Search both lists").fill("cobalt")
    page.get_by_role("button", name="Search").click()
    expect(warn.get_by_text(text)).to_be_visible()
    assert failed == []
    look_over(page, "gate")

    run = _run(own_service, _quieter(own_service))
    page.goto(f"{own_service.url}/admin/runs/{run}/compare")
    expect(page.locator("ul.failures")).to_contain_text(text)

    page.goto(f"{own_service.url}/admin/gate?q=cobalt")
    page.get_by_role("button", name="Remove own-0001").click()
    expect(page.get_by_text("Saved as version 2 of the gate.")).to_be_visible()

"""The overview in a real browser: charts drawn from the tables, in every look, and an empty district."""

import datetime
import json
import re
import urllib.request

from axe import look_over
from conftest import Open
from playwright.sync_api import expect
from service import Service

from console import sign_in


def _post(service: Service, path: str, body: object, token: str = "") -> bytes:
    asked = urllib.request.Request(service.url + path, json.dumps(body).encode(), method="POST")
    asked.add_header("Content-Type", "application/json")
    if token:
        asked.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(asked, timeout=20) as answer:
        return bytes(answer.read())


def _count(service: Service) -> None:
    """Report what a year of a district might look like, as its extensions would."""
    from model import load_policy

    token = json.loads(_post(service, "/v1/enroll", {}))["token"]
    labels = list(load_policy().labels.values())
    for weeks_ago in range(12):
        day = datetime.datetime.now(datetime.UTC).date() - datetime.timedelta(weeks=weeks_ago)
        counts = []
        for turn, label in enumerate(labels):
            shown = 4 + (turn * 7 + weeks_ago * 3) % 40
            posted = shown // 5 if weeks_ago > 1 or turn != 3 else shown * 4 // 5
            for event, count in (("shown", shown), ("edited", shown // 2), ("posted", posted), ("flagged", turn % 3)):
                if count:
                    site = ("facebook.com", "x.com", "forum.example")[(turn + weeks_ago) % 3]
                    counts.append(
                        {"site": site, "label": label.id, "clause": label.clause, "event": event, "count": count}
                    )
        _post(service, "/v1/counts", {"day": day.isoformat(), "counts": counts}, token)


def test_figures_are_drawn_as_charts_with_a_sentence_each(open_browser: Open, own_service: Service) -> None:
    page = sign_in(open_browser(extension=False), own_service)
    expect(page.get_by_role("heading", name="No figures yet")).to_be_visible()
    look_over(page, "overview-empty")

    _count(own_service)
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    page.reload()
    charts = page.get_by_role("img", name="warnings")
    expect(charts).to_have_count(4)
    expect(charts.first).to_have_accessible_name(re.compile("^About [0-9,]+ warnings were shown"))
    drawn = page.evaluate(
        """() => [...document.querySelectorAll('canvas')].map((canvas) => new Uint32Array(canvas.getContext('2d')
          .getImageData(0, 0, canvas.width, canvas.height).data.buffer).some((pixel) => pixel !== 0))"""
    )
    assert drawn == [True] * 4
    expect(page.get_by_role("table")).to_have_count(0)
    page.get_by_text("As a table").first.click()
    expect(page.get_by_role("columnheader", name="Posted anyway")).to_be_visible()
    page.get_by_text("As a table").first.click()
    assert failed == []
    look_over(page, "overview")

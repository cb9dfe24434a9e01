"""A program that starts a training hears how far it is: one JSON object a line."""

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from model import train
from model.progress import TRAINING, JsonProgress


def _told(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_every_part_of_every_step_is_told() -> None:
    out = io.StringIO()
    progress = JsonProgress(out)
    for title in TRAINING:
        with progress.step(title, 2) as step:
            step()
            step()
    lines = _told(out)
    assert [(line["index"], line["done"]) for line in lines] == [(i, d) for i in range(1, 9) for d in (0, 1, 2)]
    assert {line["steps"] for line in lines} == {8} and {line["total"] for line in lines} == {2}
    assert lines[0]["left_s"] is None
    assert lines[-1]["left_s"] == 0


def test_the_time_left_follows_the_time_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    out = io.StringIO()
    progress = JsonProgress(out)
    with progress.step("Writing masked and filled variants", 1) as step:
        now = 110.0
        step()
    assert _told(out)[-1]["left_s"] == pytest.approx(90.0)


def test_a_step_whose_parts_were_not_counted_ends_all_the_same_and_an_unknown_one_is_told() -> None:
    out = io.StringIO()
    with JsonProgress(out).step("Something new", 3):
        pass
    assert [(line["step"], line["done"]) for line in _told(out)] == [("Something new", 0), ("Something new", 3)]


def test_every_step_of_a_training_has_a_share_of_its_time() -> None:
    source = Path(train.__file__).read_text()
    titles = set(re.findall(r'progress\.step\(f?"([^"]+)"', source))
    told = {title.replace("{name}", name) for title in titles for name in ("sentence", "post")}
    assert told <= set(TRAINING)
    assert sum(TRAINING.values()) == pytest.approx(1.0)

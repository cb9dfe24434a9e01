"""The gate lets a version in, keeps it out with reasons, and always lets an old one back."""

import copy
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from model import artefacts as store
from model.__main__ import main
from model.errors import ArtefactError, GateError
from model.promote import check_gate, promote, read_metrics


@pytest.fixture
def folder(tmp_path: Path, artefacts: Path) -> Path:
    return Path(shutil.copytree(artefacts, tmp_path / "artefacts"))


@pytest.fixture
def metrics(folder: Path) -> dict[str, Any]:
    return read_metrics(folder, store.current_version(folder))


def _another(folder: Path, metrics: dict[str, Any]) -> str:
    """Write a second version with these metrics, sealed like any other."""

    def fill(draft: Path) -> None:
        (draft / "metrics.json").write_text(json.dumps(metrics))

    return store.write(folder, "data", {"labels": [], "heads": {}}, fill)


def test_an_equal_version_goes_into_service_and_the_old_one_may_come_back(
    folder: Path, metrics: dict[str, Any]
) -> None:
    first = store.current_version(folder)
    second = _another(folder, metrics)
    assert promote(folder, second) == first
    assert store.current_version(folder) == second
    assert promote(folder, first) == second


WORSE = {
    "must_warn posts went wrong: a, b, c": {"must_warn": {"posts": 45, "wrong": ["a", "b", "c"]}},
    "must_stay_silent posts went wrong: a, b, c": {"must_stay_silent": {"posts": 45, "wrong": ["a", "b", "c"]}},
    "20.0% false alarms, the ceiling is 10%": {"holdout": {"false_alarms": {"value": 0.2}}},
    "false alarms rose from": {"holdout": {"false_alarms": {"value": 0.09}}},
    "recall fell from": {"holdout": {"recall": {"value": 0.05}}},
}


@pytest.mark.parametrize(("says", "change"), WORSE.items())
def test_a_worse_version_is_kept_out_with_the_reason(
    folder: Path, metrics: dict[str, Any], says: str, change: dict[str, Any]
) -> None:
    before = store.current_version(folder)
    worse = copy.deepcopy(metrics)
    for name, figures in change.items():
        worse[name] |= figures
    with pytest.raises(GateError, match="stays out of service") as refused:
        promote(folder, _another(folder, worse))
    assert says in str(refused.value)
    assert store.current_version(folder) == before


def test_a_single_wrong_post_does_not_close_the_gate(metrics: dict[str, Any]) -> None:
    assert check_gate({**metrics, "must_warn": {"posts": 45, "wrong": ["a"]}}, None) == []


def test_a_missing_version_cannot_be_promoted(folder: Path) -> None:
    with pytest.raises(ArtefactError, match="does not exist"):
        promote(folder, "99-00000000")


def test_the_command_line_says_so_and_exits_with_1(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["promote", "99-00000000", "--artefacts", str(folder)]) == 1
    assert "does not exist" in capsys.readouterr().err

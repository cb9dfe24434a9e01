"""A new version beside the one in service: what changed, on which posts, and what the gate says."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from model import artefacts as store
from model.compare import FOLDER, compare_versions
from model.dataset import CORPUS
from model.errors import ArtefactError
from model.policy import load_policy

FEW = 260  # posts of the validation file: enough for every label


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    for name, count in (("validation", FEW), ("validation_ordinary", 60)):
        lines = (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        (folder / f"{name}.jsonl").write_text("\n".join(lines[:count]) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, artefacts: Path) -> Path:
    return Path(shutil.copytree(artefacts, tmp_path_factory.mktemp("compare") / "artefacts"))


@pytest.fixture(scope="module")
def deaf(folder: Path) -> str:
    """Write a version like the one in service whose classifier finds next to nothing."""
    served = folder / store.current_version(folder)
    manifest: dict[str, Any] = json.loads((served / store.MANIFEST).read_text())
    manifest["thresholds"]["shown"] = [0.999999] * len(manifest["labels"])
    own = {name: manifest[name] for name in manifest if name not in {"format", "version", "files", "data_hash"}}

    def fill(draft: Path) -> None:
        for name in manifest["files"]:
            shutil.copy(served / name, draft / name)

    return store.write(folder, "data", own, fill)


def test_a_version_that_finds_less_is_said_to_be_worse_with_the_posts(folder: Path, deaf: str, data: Path) -> None:
    found = compare_versions(folder, deaf, data=data)
    assert found.champion == store.current_version(folder)
    assert found.headline.text.startswith("Worse at ") and found.headline.advice == "refused"
    assert any("must be warned about but are not" in failure.says for failure in found.failures)
    turns = [post["turn"] for post in found.changed]
    assert turns.count("worse") >= 20
    assert turns == sorted(turns, key=("worse", "other", "better").index)
    worst = found.changed[0]
    assert worst["file"] == "must_warn" and worst["text"] and set(worst["before"]) & set(worst["wanted"])
    labels = found.figures["labels"]
    assert set(labels["after"]) == set(load_policy().labels)
    assert labels["before"]["insult"]["recall"]["part"] >= labels["after"]["insult"]["recall"]["part"]
    assert found.figures["pairs"]["after"]["value"] <= found.figures["pairs"]["before"]["value"]
    assert 0 <= labels["after"]["hate"]["alarms"]["low"] <= labels["after"]["hate"]["alarms"]["high"] <= 1


def test_the_way_back_is_said_to_be_better(folder: Path, deaf: str, data: Path) -> None:
    back = compare_versions(folder, store.current_version(folder), champion=deaf, data=data)
    assert back.headline.text.startswith("Better at ") and back.headline.advice in {"safe", "look"}
    assert back.failures == ()


def test_a_comparison_is_kept_until_a_list_changes(
    folder: Path, deaf: str, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = compare_versions(folder, deaf, data=data)
    (kept,) = (folder / FOLDER).glob(f"*..{deaf}.json")

    def fail(*_: object) -> None:
        raise AssertionError

    with monkeypatch.context() as patch:
        patch.setattr("model.compare._compare", fail)
        assert compare_versions(folder, deaf, data=data) == first
        (folder / "gate").mkdir()
        (folder / "gate" / "must_warn.jsonl").write_text("")
        with pytest.raises(AssertionError):
            compare_versions(folder, deaf, data=data)
    shutil.rmtree(folder / "gate")
    kept.write_text("{broken")
    assert compare_versions(folder, deaf, data=data).changed == first.changed


def test_the_first_version_has_nothing_to_be_compared_with(folder: Path, data: Path) -> None:
    alone = compare_versions(folder, store.current_version(folder), data=data)
    assert (alone.champion, alone.headline.advice, list(alone.changed)) == (None, "first", [])
    assert alone.figures["labels"]["before"] is None


def test_a_version_that_is_missing_is_named(folder: Path, data: Path) -> None:
    with pytest.raises(ArtefactError, match="99-00000000 does not exist"):
        compare_versions(folder, "99-00000000", data=data)

"""Only what training wrote, whole and unaltered, is ever loaded."""

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from model import artefacts as store
from model.checker import load_checker
from model.errors import ArtefactError


@pytest.fixture
def folder(tmp_path: Path, artefacts: Path) -> Path:
    return Path(shutil.copytree(artefacts, tmp_path / "artefacts"))


def _place(folder: Path) -> Path:
    return folder / store.current_version(folder)


def _flip(folder: Path) -> None:
    file = _place(folder) / "grams.npy"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))


def _cut(folder: Path) -> None:
    file = _place(folder) / "chars.npy"
    file.write_bytes(file.read_bytes()[:-100])


def _add(folder: Path) -> None:
    (_place(folder) / "extra.py").write_text("print('hello')")


def _lose(folder: Path) -> None:
    (_place(folder) / "vocabulary.json").unlink()


def _plant(folder: Path) -> None:
    (_place(folder) / "model.joblib").write_bytes(b"cos\nsystem\n(S'true'\ntR.")


def _foreign(folder: Path) -> None:
    file = _place(folder) / "manifest.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "format": 99}))


def _other_labels(folder: Path) -> None:
    file = _place(folder) / "manifest.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "labels": ["weather"]}))


def _no_manifest(folder: Path) -> None:
    (_place(folder) / "manifest.json").unlink()


def _broken_manifest(folder: Path) -> None:
    (_place(folder) / "manifest.json").write_text("{")


def _swapped(folder: Path) -> None:
    place = _place(folder)
    place.rename(folder / "9-00000000")
    store.set_current(folder, "9-00000000")


def _no_current(folder: Path) -> None:
    (folder / "CURRENT").unlink()


def _odd_current(folder: Path) -> None:
    (folder / "CURRENT").write_text("../../elsewhere")


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (_flip, "altered after training"),
        (_cut, "altered after training"),
        (_add, "missing or added"),
        (_lose, "missing or added"),
        (_plant, "altered after training"),
        (_foreign, "not one that this release wrote"),
        (_other_labels, "other labels"),
        (_no_manifest, "does not exist"),
        (_broken_manifest, "broken manifest"),
        (_swapped, "not one that this release wrote"),
        (_no_current, "No trained version"),
        (_odd_current, "does not name a version"),
    ],
)
def test_a_harmed_version_is_refused_with_a_sentence(folder: Path, harm: Callable[[Path], None], says: str) -> None:
    load_checker(folder)
    harm(folder)
    with pytest.raises(ArtefactError, match=says):
        load_checker(folder)


def test_a_crash_while_writing_leaves_nothing_behind(tmp_path: Path) -> None:
    def fill(draft: Path) -> None:
        (draft / "half").write_text("written")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.write(tmp_path, "data", {}, fill)
    assert list(tmp_path.iterdir()) == []


def test_versions_count_up(tmp_path: Path) -> None:
    names = [store.write(tmp_path, "data", {}, lambda _: None) for _ in range(3)]
    assert [name.split("-")[0] for name in names] == ["1", "2", "3"]
    assert store.versions(tmp_path) == names


def test_what_a_killed_training_has_left_is_gone_after_a_day_and_a_running_one_is_left_alone(tmp_path: Path) -> None:
    old, young = tmp_path / ".draft-old", tmp_path / ".draft-young"
    for draft in (old, young):
        draft.mkdir()
        (draft / "grams.npy").write_bytes(b"0")
    yesterday = time.time() - store.DRAFT_SECONDS - 1
    os.utime(old, (yesterday, yesterday))
    store.write(tmp_path, "data", {"labels": []}, lambda _draft: None)
    assert not old.exists() and young.exists()

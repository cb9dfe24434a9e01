"""The store packages follow from their files alone, and hold nothing that a store or a reviewer should not see."""

import importlib.util
import json
import os
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def packing() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pack", ROOT / "extension" / "pack.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _build(folder: Path, mtime: int) -> Path:
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps({"name": "Forethought", "key": "AAAA"}))
    (folder / "popup.html").write_text("<!doctype html>")
    os.utime(folder / "popup.html", (mtime, mtime))
    return folder


def test_the_same_files_give_the_same_bytes(packing: ModuleType, tmp_path: Path) -> None:
    for name, mtime in (("one", 1_000_000_000), ("two", 1_500_000_000)):
        packing.pack(tmp_path / f"{name}.zip", packing.built(_build(tmp_path / name, mtime), keep_key=False))
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_store_package_has_no_key(packing: ModuleType, tmp_path: Path) -> None:
    packing.pack(tmp_path / "one.zip", packing.built(_build(tmp_path / "one", 1_000_000_000), keep_key=False))
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert json.loads(archive.read("manifest.json")) == {"name": "Forethought"}


def test_a_build_that_is_not_there_is_said(packing: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="run make dist"):
        packing.built(tmp_path, keep_key=False)


def test_sources_hold_what_builds_the_extension_and_no_more(packing: ModuleType) -> None:
    names = {name for name, _content in packing.sources()}
    assert {"package-lock.json", "extension/wxt.config.ts", "server/openapi.json"} <= names
    assert not any(name.startswith(("training_data/", "instance/", "extension/.output")) for name in names)


def test_a_large_package_fails(packing: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "ROOT", tmp_path)
    (tmp_path / "big.zip").write_bytes(b"0" * 300_001)
    assert packing.report(tmp_path / "big.zip", limit=packing.LARGEST) == 1
    (tmp_path / "big.zip").write_bytes(b"0" * 299_999)
    assert packing.report(tmp_path / "big.zip", limit=packing.LARGEST) == 0

"""The policy files for a district: every setting in every form, and nothing that the extension does not know."""

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
ID = (ROOT / "extension" / "extension-id.txt").read_text(encoding="utf-8").strip()
SERVER = "https://forethought.example.org"


@pytest.fixture(scope="module")
def managed() -> ModuleType:
    spec = importlib.util.spec_from_file_location("managed", ROOT / "extension" / "managed.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def files(managed: ModuleType, tmp_path: Path) -> Path:
    hours = tmp_path / "hours.json"
    hours.write_text(json.dumps({"days": ["mon"], "start": "07:30", "end": "15:30", "breaks": [], "holidays": []}))
    given = ["--server", SERVER + "/", "--code", 'blue "door"', "--mode", "quiet", "--pausing", "keepSerious"]
    more = ["--schedule", str(hours), "--sites", "a.example", "b.example", "--firefox-url", f"{SERVER}/forethought.xpi"]
    assert managed.main([*given, *more, "--out", str(tmp_path / "out")]) == 0
    return tmp_path / "out"


def test_chrome_edge_and_firefox_get_the_same_settings(files: Path) -> None:
    chrome = json.loads((files / "chrome/forethought.json").read_text())["3rdparty"]["extensions"][ID]
    edge = json.loads((files / "edge/forethought.json").read_text())["3rdparty"]["extensions"][ID]
    policies = json.loads((files / "firefox/policies.json").read_text())["policies"]
    assert chrome == edge == policies["3rdparty"]["Extensions"]["forethought@forethought.example"]
    assert chrome["serverUrl"] == SERVER and chrome["pausing"] == "keepSerious" and chrome["sites"][1] == "b.example"


def test_the_extension_is_installed_by_force(files: Path) -> None:
    chrome = json.loads((files / "chrome/forethought.json").read_text())["ExtensionSettings"][ID]
    assert chrome["installation_mode"] == "force_installed" and chrome["update_url"].startswith("https://")
    firefox = json.loads((files / "firefox/policies.json").read_text())["policies"]["ExtensionSettings"]
    assert firefox["forethought@forethought.example"]["install_url"] == f"{SERVER}/forethought.xpi"


def test_the_registry_file_quotes_what_must_be_quoted(files: Path) -> None:
    text = (files / "edge/forethought.reg").read_bytes().decode("utf-16")
    assert rf"[HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Edge\3rdparty\extensions\{ID}\policy]" in text
    assert r'"enrollmentCode"="blue \"door\""' in text
    assert r'"sites"="[\"a.example\", \"b.example\"]"' in text
    assert "\r\n" in text and not re.search(r"(?<!\r)\n", text)


def test_the_code_is_not_for_everybody_to_read(files: Path) -> None:
    assert all(file.stat().st_mode & 0o077 == 0 for file in files.rglob("*.*"))


def test_every_setting_is_in_the_schema_and_known_to_the_extension(managed: ModuleType) -> None:
    source = (ROOT / "extension" / "background" / "managed.ts").read_text(encoding="utf-8")
    (listed,) = re.findall(r"MANAGED_KEYS = \[([^\]]*)\]", source)
    assert set(re.findall(r"'(\w+)'", listed)) == set(managed.SCHEMA["properties"])


@pytest.mark.parametrize("server", ["forethought.example.org", "ftp://x.example", "https://x.example/path"])
def test_an_address_that_is_none_is_said(managed: ModuleType, tmp_path: Path, server: str) -> None:
    with pytest.raises(SystemExit, match="SERVER must be"):
        managed.main(["--server", server, "--out", str(tmp_path)])

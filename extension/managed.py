"""Writes ready policy files for a district: settings and forced installation, for Chrome, Edge, Chromium and Firefox.

    make managed SERVER=https://forethought.example.org [CODE=...] [MODE=quiet] [PAUSING=keepSerious]
                 [SCHEDULE=hours.json] [EXTRA_SITES="a.example b.example"]

They land in extension/dist/managed/. The enrollment code stands in them: hand them out as you would the code.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

EXTENSION = Path(__file__).parent
GECKO_ID = "forethought@forethought.example"
SCHEMA = json.loads((EXTENSION / "public" / "managed-schema.json").read_text(encoding="utf-8"))
CHROME_STORE = "https://clients2.google.com/service/update2/crx"
EDGE_STORE = "https://edge.microsoft.com/extensionwebstorebase/v1/crx"
WINDOWS = {"chrome": r"Google\Chrome", "edge": r"Microsoft\Edge"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files and name them."""
    options = _options(arguments)
    settings = settings_of(options)
    out: Path = options.out
    ids = {"chrome": (options.chrome_id, options.chrome_url), "edge": (options.edge_id, options.edge_url)}
    written = {"firefox/policies.json": _json(firefox(settings, options.firefox_url))}
    for browser, (extension_id, update_url) in ids.items():
        policy = chromium(settings, extension_id, update_url)
        written[f"{browser}/forethought.json"] = _json(policy)
        written[f"{browser}/forethought.reg"] = registry(settings, extension_id, update_url, WINDOWS[browser])
    for name, content in written.items():
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch(mode=0o600)
        target.chmod(0o600)
        target.write_bytes(content)
        sys.stdout.write(f"  {target}\n")
    sys.stdout.write("Where each file goes: docs/deploy.md, Managed settings.\n")
    return 0


def settings_of(options: argparse.Namespace) -> dict[str, Any]:
    """Return the settings by the names of managed-schema.json; what was not given is left out."""
    given = {
        "serverUrl": _address(options.server),
        "enrollmentCode": options.code,
        "mode": options.mode,
        "pausing": options.pausing,
        "sites": options.sites,
        "schedule": json.loads(Path(options.schedule).read_text(encoding="utf-8")) if options.schedule else None,
    }
    settings = {name: value for name, value in given.items() if value}
    unknown = settings.keys() - SCHEMA["properties"].keys()
    assert not unknown, unknown
    return settings


def chromium(settings: Mapping[str, Any], extension_id: str, update_url: str) -> dict[str, Any]:
    """Return one file for the managed folder of Chrome, Edge or Chromium."""
    return {
        "3rdparty": {"extensions": {extension_id: dict(settings)}},
        "ExtensionSettings": {
            extension_id: {
                "installation_mode": "force_installed",
                "update_url": update_url,
                "toolbar_pin": "force_pinned",
            }
        },
    }


def firefox(settings: Mapping[str, Any], install_url: str | None) -> dict[str, Any]:
    """Return policies.json; without an address of the signed add-on it holds the settings alone."""
    policies: dict[str, Any] = {"3rdparty": {"Extensions": {GECKO_ID: dict(settings)}}}
    if install_url:
        forced = {"installation_mode": "force_installed", "install_url": install_url, "private_browsing": False}
        policies["ExtensionSettings"] = {GECKO_ID: forced}
    return {"policies": policies}


def registry(settings: Mapping[str, Any], extension_id: str, update_url: str, vendor: str) -> bytes:
    """Return a registry file for Windows; lists and objects stand in it as JSON, as Chrome and Edge read them."""
    root = rf"HKEY_LOCAL_MACHINE\SOFTWARE\Policies\{vendor}"
    lines = ["Windows Registry Editor Version 5.00", "", rf"[{root}\3rdparty\extensions\{extension_id}\policy]"]
    lines += [f'"{name}"={_quoted(value)}' for name, value in settings.items()]
    lines += ["", rf"[{root}\ExtensionInstallForcelist]", f'"1"={_quoted(f"{extension_id};{update_url}")}', ""]
    return "\r\n".join(lines).encode("utf-16")


def _quoted(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        raise SystemExit("SERVER must be the address of the service, such as https://forethought.example.org.")
    return f"{parts.scheme}://{parts.netloc}"


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    own_id = (EXTENSION / "extension-id.txt").read_text(encoding="utf-8").strip()
    parser = argparse.ArgumentParser(prog="managed", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--server", required=True)
    parser.add_argument("--code", default="")
    parser.add_argument("--mode", choices=["", "full", "quiet"], default="")
    parser.add_argument("--pausing", choices=["", "all", "keepSerious"], default="")
    parser.add_argument("--schedule", default="", help="a JSON file with days, start, end, breaks, holidays")
    parser.add_argument("--sites", nargs="*", default=[])
    parser.add_argument("--chrome-id", default=own_id, help="the id that the store gave the extension")
    parser.add_argument("--edge-id", default=own_id)
    parser.add_argument("--chrome-url", default=CHROME_STORE)
    parser.add_argument("--edge-url", default=EDGE_STORE)
    parser.add_argument("--firefox-url", default="", help="address of the signed add-on (.xpi)")
    parser.add_argument("--out", type=Path, default=EXTENSION / "dist" / "managed")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())

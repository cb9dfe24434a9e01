"""Packs the built extension for the stores, so that the same sources always give the same bytes.

Writes extension/dist/forethought-<version>-{chrome,edge,firefox}.zip, and the sources that Firefox's reviewers ask for.
Every entry has one fixed time and mode, entries stand in order, and nothing depends on the machine.
"""

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

EXTENSION = Path(__file__).parent
ROOT = EXTENSION.parent
OUTPUT = EXTENSION / ".output"
DIST = EXTENSION / "dist"
TIME = (2020, 1, 1, 0, 0, 0)
LARGEST = 300_000  # bytes
STORES = {"chrome": "chrome-mv3", "edge": "edge-mv3", "firefox": "firefox-mv3"}
# What builds the extension, and nothing else of the project.
SOURCES = ("extension", "*package.json", "package-lock.json", "LICENSE", "server/openapi.json", "docs/deploy.md")


def main() -> int:
    """Pack all four; a package that is too large is said and fails."""
    version = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))["version"]
    DIST.mkdir(exist_ok=True)
    failed = 0
    for store, folder in STORES.items():
        target = DIST / f"forethought-{version}-{store}.zip"
        pack(target, built(OUTPUT / folder, keep_key=False))
        failed |= report(target, limit=LARGEST)
    target = DIST / f"forethought-{version}-sources.zip"
    pack(target, sources())
    report(target, limit=None)
    return failed


def built(folder: Path, *, keep_key: bool) -> list[tuple[str, bytes]]:
    """Return the files of a build; the stores set the manifest's key themselves and refuse one that is there."""
    if not (folder / "manifest.json").is_file():
        raise SystemExit(f"There is no build in {folder.name}: run make dist.")
    files = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = file.read_bytes()
        if file.name == "manifest.json" and not keep_key:
            manifest = json.loads(content)
            manifest.pop("key", None)
            content = json.dumps(manifest, ensure_ascii=False, separators=(",", ":")).encode()
        files.append((file.relative_to(folder).as_posix(), content))
    return files


def sources() -> list[tuple[str, bytes]]:
    """Return what the extension is built from: tracked files alone, so that nothing private slips in."""
    git = shutil.which("git") or "git"
    command = [git, "ls-files", "-z", *SOURCES]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603 - fixed words
    names = sorted(name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file())
    return [(name, (ROOT / name).read_bytes()) for name in names]


def pack(target: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write a zip whose bytes follow from its files alone."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, TIME)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)


def report(target: Path, limit: int | None) -> int:
    """Say how large a package is; 1 where it is over its limit."""
    size = target.stat().st_size
    over = limit is not None and size > limit
    sys.stdout.write(f"  {target.relative_to(ROOT)}  {size / 1000:.0f} kB{' - larger than 300 kB' if over else ''}\n")
    return int(over)


if __name__ == "__main__":
    sys.exit(main())

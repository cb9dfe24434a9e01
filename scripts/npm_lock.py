"""Completes package-lock.json after `npm install`, so that `npm ci` accepts it on every platform.

A registry that serves one platform only leaves the optional packages of the others out of the lock, and `npm ci`
then refuses it. This adds an entry, by exact version, for each optional package that is named but not locked.
"""

import json
import sys
from pathlib import Path

LOCK = Path(__file__).parent.parent / "package-lock.json"
SYSTEMS = {
    "android",
    "darwin",
    "linux",
    "win32",
    "freebsd",
    "openbsd",
    "netbsd",
    "sunos",
    "aix",
    "openharmony",
}


def main() -> int:
    """Add the entries and say how many."""
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    packages = lock["packages"]
    added = 0
    for place, package in list(packages.items()):
        for name, version in package.get("optionalDependencies", {}).items():
            where = f"node_modules/{name}"
            if where in packages or f"{place}/node_modules/{name}" in packages or not version[0].isdigit():
                continue
            parts = name.replace("cli-", "").split("/")[-1].split("-")
            system = next((part for part in parts if part in SYSTEMS), None)
            if system is None:
                continue
            packages[where] = {
                "version": version,
                "cpu": [parts[parts.index(system) + 1]],
                "dev": True,
                "optional": True,
                "os": [system],
            } | ({"libc": ["musl"]} if parts[-1] == "musl" else {})
            added += 1
    lock["packages"] = {"": packages.pop("")} | dict(sorted(packages.items()))
    LOCK.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(f"{added} entries added.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

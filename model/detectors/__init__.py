"""Finds personal data by its form: one file per kind, named as rules name it.

A detector is a module with `GATE`, an RE2 pattern that every text with such data matches (cheap, looked for
first), and `find(text)`, which returns half-open spans of `text`, in code points and in order. Modules whose names
begin with "_" are no detectors but what several of them know.
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Detector:
    """One kind of personal data."""

    id: str
    gate: str
    find: Callable[[str], list[tuple[int, int]]]


def load_detectors() -> dict[str, Detector]:
    """Read this folder: every module without a leading "_" is a detector and its file name is the detector's id."""
    found = {}
    for info in pkgutil.iter_modules(__path__):
        if info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{__name__}.{info.name}")
        found[info.name] = Detector(info.name, module.GATE, module.find)
    return found

"""Reads the files of a policy pack, lays a district's changes over them, and checks their fields."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from model.errors import PolicyError

# A pack stays a pack without rules and exceptions; labels, clauses and notices are pointed at by others.
from model.overlay import FOLDERS, PACK, PARTS, REMOVABLE, Overlay, Shipped, Table


def read_pack(
    base: Path, overlay: Overlay | Mapping[str, Any] | None = None
) -> tuple[Table, dict[str, dict[str, Table]], str]:
    """Read every file of the pack in `base`, with the changes of `overlay` laid over them.

    Parameters
    ----------
    base : Path
        Folder with `pack.toml`, `clauses/`, `labels/`, `notices/`, `rules/<label>/` and `exceptions/`.
    overlay : Overlay, mapping or None
        What a district changed; or as plain changes `{"pack": {field: value}, "labels": {id: {field: value}},
        "rules": {"label/rule": None}, ...}`: fields replace those of the file with that id (None takes one out),
        an unknown id is a new entry, None takes a rule or an exception out.

    Returns
    -------
    (pack, entries, digest)
        The pack's own fields; `entries[folder][id]` the fields of each file; and eight hexadecimal digits
        that change with any of them.

    Raises
    ------
    PolicyError
        When a file cannot be read or is not TOML, or the overlay names something that no pack has.
    """
    pack = _read(base / "pack.toml")
    entries = {folder: _read_folder(base / folder) for folder in FOLDERS}
    changes = overlay.changes(pack, entries) if isinstance(overlay, Overlay) else dict(overlay or {})
    unknown = sorted(set(changes) - set(PARTS))
    if unknown:
        raise PolicyError(f"The overlay has no part named {unknown[0]!r}; use one of {', '.join(PARTS)}.")
    pack = _joined(pack, changes.get(PACK) or {})
    for folder in FOLDERS:
        _lay_over(folder, entries[folder], changes.get(folder) or {})
    whole = json.dumps([pack, entries], sort_keys=True, default=str).encode()
    return pack, entries, hashlib.sha256(whole).hexdigest()[:8]


def read_files(base: Path) -> dict[str, dict[str, Shipped]]:
    """Read every file of the pack in `base` by part and id, each with its sha256; "pack" has one entry, "pack"."""
    paths = {folder: _paths(base / folder) for folder in FOLDERS} | {PACK: {PACK: base / "pack.toml"}}
    return {
        part: {name: Shipped(_read(path), hashlib.sha256(path.read_bytes()).hexdigest()) for name, path in ones.items()}
        for part, ones in paths.items()
    }


def _read(path: Path) -> Table:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PolicyError(
            f"{path.name} could not be read from the policy pack {path.parent}: {error.strerror}."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError(f"{path} is not valid TOML: {error}. Correct the file.") from None


def _read_folder(folder: Path) -> dict[str, Table]:
    return {name: _read(path) for name, path in _paths(folder).items()}


def _paths(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).with_suffix("").as_posix(): path for path in sorted(folder.rglob("*.toml"))}


def _lay_over(folder: str, entries: dict[str, Table], changes: Mapping[str, Any]) -> None:
    for name, fields in changes.items():
        if fields is None and folder in REMOVABLE:
            entries.pop(name, None)
        elif isinstance(fields, Mapping):
            entries[name] = _joined(entries.get(name, {}), fields)
        else:
            raise PolicyError(f"The overlay's {folder}/{name} must be a table of fields, found {fields!r}.")


def _joined(table: Table, fields: Mapping[str, Any]) -> Table:
    return {key: value for key, value in (table | dict(fields)).items() if value is not None}


class Fields:
    """The fields of one file; every question names the file when the answer is not what it must be."""

    def __init__(self, where: str, table: Mapping[str, Any]) -> None:
        self.where = where
        self._table = dict(table)
        self._asked: set[str] = set()

    def has(self, name: str) -> bool:
        """Whether the file has the field at all."""
        return name in self._table

    def _get(self, name: str, default: Any) -> Any:
        self._asked.add(name)
        if name not in self._table:
            if default is None:
                raise self.error(f"lacks {name!r}; add it")
            return default
        return self._table[name]

    def text(self, name: str, default: str | None = None) -> str:
        """A string; required unless there is a default."""
        value = self._get(name, default)
        if not isinstance(value, str) or not (value.strip() or default == ""):
            raise self.error(f"needs words in {name!r}, found {value!r}")
        return value.strip()

    def choice(self, name: str, options: tuple[str, ...], default: str | None = None) -> str:
        """One of `options`."""
        value = self.text(name, default)
        if value not in options:
            raise self.error(f"has {name} = {value!r}; use one of {', '.join(options)}")
        return value

    def number(self, name: str, default: float | None = None) -> float:
        """A number."""
        value = self._get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(f"needs a number in {name!r}, found {value!r}")
        return float(value)

    def flag(self, name: str) -> bool:
        """True or false; false when left out."""
        value = self._get(name, False)
        if not isinstance(value, bool):
            raise self.error(f"needs true or false in {name!r}, found {value!r}")
        return value

    def texts(self, name: str, *, required: bool = False, at_least: int = 0) -> tuple[str, ...]:
        """A list of strings, also given as one string."""
        value = self._get(name, None if required else [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.error(f"needs a list of strings in {name!r}, found {value!r}")
        if len(value) < at_least:
            raise self.error(f"has {len(value)} in {name!r}; give at least {at_least}")
        return tuple(value)

    def part(self, name: str) -> "Fields":
        """A table inside the file."""
        value = self._get(name, None)
        if not isinstance(value, Mapping):
            raise self.error(f"needs a table in {name!r}, found {value!r}")
        return Fields(f"{self.where} [{name}]", value)

    def done(self) -> None:
        """Refuse fields that nothing asked for: most are misspelt."""
        left = sorted(set(self._table) - self._asked)
        if left:
            raise self.error(f"has a field that means nothing here: {left[0]!r}; correct or remove it")

    def error(self, what: str) -> PolicyError:
        """A PolicyError that names the file."""
        return PolicyError(f"The policy file {self.where} {what}.")

"""A district's changes to the shipped pack as data: what was changed, and the shipped file that it was changed from.

An entry holds the whole file as the district wants it, the sha256 of the shipped file and that file's fields at the
time. So an edit stays in force whatever an upgrade brings, and what the upgrade changed can be shown beside it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from model.errors import PolicyError

Table = dict[str, Any]
FOLDERS = ("clauses", "labels", "notices", "rules", "exceptions")
PARTS = ("pack", *FOLDERS)
PACK = "pack"  # the id of the one entry of the part "pack"
REMOVABLE = ("rules", "exceptions")
FORMAT = 1
MOST_ENTRIES = 2000
# The trained version knows these labels, in these families, at these precisions; notices belong to the extension.
_CLOSED = ("labels", "notices", "pack")
_LOCKED = {"labels": ("family", "target_precision"), "notices": ("kind",), "pack": ("id", "families")}
_KEYS = ("base", "disabled", "fields", "was")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAME = r"[a-z0-9][a-z0-9_-]{0,59}"
_IDS = {"rules": re.compile(f"{_NAME}/{_NAME}")}
_ID = re.compile(_NAME)


@dataclass(frozen=True, slots=True)
class Entry:
    """One changed file: `base` is the sha256 of the shipped one, empty where the district added it.

    `fields` are all its fields as the district wants them, `was` those of the shipped file then.
    """

    base: str = ""
    disabled: bool = False
    fields: Table = field(default_factory=dict)
    was: Table = field(default_factory=dict)

    @property
    def state(self) -> str:
        """Say in a word what this entry does: "disabled", "added" or "changed"."""
        return "disabled" if self.disabled else "changed" if self.base else "added"

    def as_table(self) -> Table:
        """Return the entry as plain data, as `parse` reads it."""
        return {"base": self.base, "disabled": self.disabled, "fields": self.fields, "was": self.was}


@dataclass(frozen=True, slots=True)
class Overlay:
    """Every change of a district: `entries[part][id]`; parts are "pack" and the folders of a pack."""

    entries: Mapping[str, Mapping[str, Entry]] = field(default_factory=dict)

    def find(self, part: str, name: str) -> Entry | None:
        """Return the district's change of one file, None where it has none."""
        return self.entries.get(part, {}).get(name)

    def walk(self) -> Iterator[tuple[str, str, Entry]]:
        """Yield (part, id, entry) in order."""
        for part in PARTS:
            for name, entry in sorted(self.entries.get(part, {}).items()):
                yield part, name, entry

    def changed(self, part: str, name: str, entry: Entry | None) -> "Overlay":
        """Return a copy with this entry put in, or taken out when it is None."""
        ones = {key: value for key, value in self.entries.get(part, {}).items() if key != name}
        if entry is not None:
            ones[name] = entry
        return Overlay({key: value for key, value in {**self.entries, part: ones}.items() if value})

    def as_table(self) -> Table:
        """Return the whole as plain data, which `parse` reads and JSON and TOML can hold."""
        parts: Table = {part: {} for part in PARTS if self.entries.get(part)}
        for part, name, entry in self.walk():
            parts[part][name] = entry.as_table()
        return {"format": FORMAT, **parts}

    def changes(self, pack: Mapping[str, Any], shipped: Mapping[str, Mapping[str, Table]]) -> Table:
        """Return what to lay over the shipped fields; see `model.packfile.read_pack` for the form."""
        out: Table = {}
        for part, name, entry in self.walk():
            if entry.disabled:
                out.setdefault(part, {})[name] = None
                continue
            now = pack if part == PACK else shipped[part].get(name, {})
            # A field that is new in the shipped file counts; one that the district took out stays out.
            gone = {key: None for key in now if key not in entry.fields and (key in entry.was or not entry.base)}
            if part == PACK:
                out[part] = entry.fields | gone
            else:
                out.setdefault(part, {})[name] = entry.fields | gone
        return out


def parse(table: Mapping[str, Any]) -> Overlay:
    """Read an overlay from plain data.

    Raises
    ------
    PolicyError
        When a key means nothing, a value has the wrong form, or the change is one that a district cannot make.
    """
    _known(table, ("format", *PARTS), "The overlay")
    if table.get("format") != FORMAT:
        raise PolicyError(f"The overlay needs format = {FORMAT} in its first line; this release reads no other.")
    entries: dict[str, dict[str, Entry]] = {}
    for part in PARTS:
        ones = table.get(part, {})
        if not isinstance(ones, Mapping):
            raise PolicyError(f"The overlay's part {part} must be a table of entries by their ids.")
        for name, one in ones.items():
            entries.setdefault(part, {})[name] = check(part, name, _entry(f"{part}/{name}", one))
    if sum(map(len, entries.values())) > MOST_ENTRIES:
        raise PolicyError(f"The overlay has more than {MOST_ENTRIES} entries: leave some out.")
    return Overlay(entries)


def check(part: str, name: str, entry: Entry) -> Entry:
    """Return the entry if it is a change that a district can make; PolicyError says why it is not."""
    where = f"The overlay's {part}/{name}"
    fits = name == PACK if part == PACK else _IDS.get(part, _ID).fullmatch(name)
    if not fits:
        raise PolicyError(f"{where} has a name of another form: use a-z, 0-9, _ and -, for a rule label/name.")
    if entry.base and not _SHA256.fullmatch(entry.base):
        raise PolicyError(f"{where} has a base that is not a sha256: 64 hexadecimal digits, or nothing for a new one.")
    if entry.disabled and (part not in REMOVABLE or not entry.base):
        raise PolicyError(f"{where} cannot be disabled: only shipped rules and exceptions can.")
    if not entry.disabled and not entry.fields:
        raise PolicyError(f"{where} changes nothing: give its fields, or take the entry out.")
    if part in _CLOSED and not entry.base:
        raise PolicyError(f"{where} cannot be added: labels and notices belong to the release. Change one instead.")
    for key in _LOCKED.get(part, ()):
        if entry.fields.get(key) != entry.was.get(key):
            raise PolicyError(f"{where} cannot change {key!r}: it belongs to the trained version.")
    before, now = entry.was.get("silences", []), entry.fields.get("silences", [])
    if part == "exceptions" and "personal_data" in now and "personal_data" not in before:
        raise PolicyError(
            f"{where} cannot silence personal_data: narrow the rule itself, by the clear context of its own words."
        )
    return entry


@dataclass(frozen=True, slots=True)
class Shipped:
    """One file of the shipped pack: its fields, and the sha256 of its bytes."""

    fields: Table
    sha256: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A change of the district whose shipped file an upgrade has changed, too; `now` is None where it is gone."""

    part: str
    name: str
    entry: Entry
    now: Shipped | None

    def kept(self) -> Entry | None:
        """Return the district's entry, agreed with the new shipped file; None when nothing is left to change."""
        if self.now is None:
            return None if self.entry.disabled else replace(self.entry, base="", was={})
        return replace(self.entry, base=self.now.sha256, was=self.now.fields)

    def merged(self) -> Entry | None:
        """Return the new shipped file with the fields that the district had changed."""
        if self.now is None or self.entry.disabled:
            return self.kept()
        mine = {key: value for key, value in self.entry.fields.items() if self.entry.was.get(key) != value}
        out = set(self.entry.was) - set(self.entry.fields)
        fields = {key: value for key, value in (self.now.fields | mine).items() if key not in out}
        return Entry(base=self.now.sha256, fields=fields, was=self.now.fields)


def conflicts(overlay: Overlay, shipped: Mapping[str, Mapping[str, Shipped]]) -> list[Conflict]:
    """List the changes whose shipped file is another one now."""
    found = []
    for part, name, entry in overlay.walk():
        now = shipped.get(part, {}).get(name)
        # A file that only reads differently, in a comment or in order, is the same file.
        moved = bool(entry.base) if now is None else now.sha256 != entry.base and now.fields != entry.was
        if moved:
            found.append(Conflict(part, name, entry, now))
    return found


def _entry(where: str, table: Any) -> Entry:
    if not isinstance(table, Mapping):
        raise PolicyError(f"The overlay's {where} must be a table with {', '.join(_KEYS)}.")
    _known(table, _KEYS, f"The overlay's {where}")
    base, disabled = table.get("base", ""), table.get("disabled", False)
    fields, was = table.get("fields", {}), table.get("was", {})
    if not isinstance(base, str) or not isinstance(disabled, bool):
        raise PolicyError(f"The overlay's {where} needs words in base, and true or false in disabled.")
    if not isinstance(fields, Mapping) or not isinstance(was, Mapping):
        raise PolicyError(f"The overlay's {where} needs tables in fields and was.")
    return Entry(base, disabled, dict(fields), dict(was))


def _known(table: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
    unknown = sorted(set(table) - set(keys))
    if unknown:
        raise PolicyError(f"{where} has a key that means nothing here: {unknown[0]!r}; use {', '.join(keys)}.")

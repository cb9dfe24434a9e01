"""An overlay as TOML text, for export, import and keeping under version control."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from model.errors import PolicyError
from model.overlay import Overlay, parse

LONGEST = 2_000_000  # characters
_HEAD = """\
# A district's changes to the policy pack, as exported from the console; import it there.
# base is the sha256 of the shipped file that an entry changes, empty for an entry of the district's own;
# fields is the whole file as the district wants it, was the shipped one at that time.
"""


def read_toml(text: str) -> Overlay:
    """Read an overlay from TOML; PolicyError says in a sentence what is wrong with it."""
    if len(text) > LONGEST:
        raise PolicyError(f"The overlay is longer than {LONGEST:,} characters: leave some entries out.")
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as broken:
        raise PolicyError(f"The overlay is not valid TOML: {broken}. Correct it there.") from None
    return parse(table)


def write_toml(overlay: Overlay) -> str:
    """Write an overlay as TOML that `read_toml` reads back unchanged."""
    return _HEAD + "\n".join(_lines(overlay.as_table())) + "\n"


def fields_toml(fields: Mapping[str, Any]) -> str:
    """Write the fields of one file as TOML, one line a value: what people compare."""
    return "\n".join(_lines(fields, wide=True)) + "\n"


def _lines(table: Mapping[str, Any], path: tuple[str, ...] = (), *, wide: bool = False) -> Iterator[str]:
    tables = {key: value for key, value in table.items() if isinstance(value, Mapping)}
    for key, value in table.items():
        if key in tables:
            continue
        if wide and isinstance(value, list) and value:
            yield f"{_key(key)} = ["
            yield from (f"  {_value(one)}," for one in value)
            yield "]"
        else:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in tables.items():
        here = (*path, key)
        yield f"\n[{'.'.join(map(_key, here))}]"
        yield from _lines(value, here, wide=wide)


def _key(name: str) -> str:
    plain = name.replace("_", "").replace("-", "")
    return name if plain.isascii() and plain.isalnum() else _text(name)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    return _text(str(value))


def _text(text: str) -> str:
    # A TOML string escapes as JSON does, and the delete character besides.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

"""Writes rows as CSV or JSON, line by line. A cell that a spreadsheet would take for a formula is written as text."""

import csv
import datetime
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

# Also in their full-width forms, which some spreadsheets read alike.
_FORMULA = frozenset("=+-@＝＋－＠")


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a header and one line a row; a byte order mark lets spreadsheets read it as UTF-8."""
    yield "\ufeff" + _line(columns)
    for row in rows:
        yield _line([_cell(row[name]) for name in columns])


def as_json(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield one array of objects."""
    yield "["
    for number, row in enumerate(rows):
        yield (",\n" if number else "\n") + json.dumps(row, ensure_ascii=False, default=_plain)
    yield "\n]\n"


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        value = " ".join(str(one) for one in value)
    text = str(_plain(value)).replace("\0", "")
    # Leading blanks, tabs and line ends are skipped by spreadsheets.
    return f"'{text}" if (text[:1] in "\t\r\n" and text) or (text.lstrip()[:1] in _FORMULA and text.strip()) else text


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value if isinstance(value, int) else str(value)

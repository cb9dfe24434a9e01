"""Exports: what a spreadsheet opens is text and nothing else, and JSON says the same."""

import csv
import datetime
import io
import json

import pytest

from server import exports


def read(text):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def written(*rows):
    return "".join(exports.as_csv(["cell"], [{"cell": row} for row in rows]))


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "\ufeff" * 0 + '=HYPERLINK("x")'],
)
def test_no_cell_is_a_formula(cell):
    assert read(written(cell))[1] == [f"'{cell}"]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (["a", "b"], "a b"),
        ([], ""),
        (7, "7"),
        (datetime.date(2026, 3, 2), "2026-03-02"),
        ('say "so", now\r\nthen', 'say "so", now\r\nthen'),
        ("a\0b", "ab"),
        ("é 😀", "é 😀"),
        ("  ", "  "),
    ],
)
def test_cells_come_back_as_they_went(value, cell):
    assert read(written(value))[1] == [cell]


def test_json_is_one_array_also_of_nothing():
    rows = [{"a": 1, "day": datetime.date(2026, 3, 2)}, {"a": [True, None], "day": None}]
    assert json.loads("".join(exports.as_json(rows))) == [
        {"a": 1, "day": "2026-03-02"},
        {"a": [True, None], "day": None},
    ]
    assert json.loads("".join(exports.as_json([]))) == []

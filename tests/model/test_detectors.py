"""Each detector over texts with its kind of data, and over the dates, scores and orders that only look like it."""

import time

import pytest
import re2

from model.compiled import options
from model.detectors import load_detectors

DETECTORS = load_detectors()

FOUND = {
    "phone": [
        ("call 217-555-0143 now", "217-555-0143"),
        ("(312) 555-0118", "(312) 555-0118"),
        ("+1 217 555 0143", "+1 217 555 0143"),
        ("646.555.0171 after six", "646.555.0171"),
        ("her cell is 2175550143", "2175550143"),
        ("text 555-0162", "555-0162"),
        ("ring 555 0119 any time", "555 0119"),
    ],
    "ssn": [
        ("it is 912-90-3456.", "912-90-3456"),
        ("SSN 123-45-6789", "123-45-6789"),
        ("social: 219099999", "219099999"),
        ("ITIN 912-90-3456", "912-90-3456"),
    ],
    "email": [
        ("write tess.h@example.com, ok", "tess.h@example.com"),
        ("<kay+x@mail.example.org>", "kay+x@mail.example.org"),
    ],
    "card": [
        ("4111 1111 1111 1111", "4111 1111 1111 1111"),
        ("amex 378282246310005", "378282246310005"),
        ("visa number 4000 1234 5678 9010", "4000 1234 5678 9010"),
    ],
    "iban": [("to GB82 WEST 1234 5698 7654 32 please", "GB82 WEST 1234 5698 7654 32")],
    "routing": [("routing number is 111000025", "111000025")],
    "account": [
        ("account number 000123456789", "000123456789"),
        ("student ID: 20418837", "20418837"),
        ("his lunch PIN is 48213", "48213"),
        ("Passport number X0012345", "X0012345"),
    ],
    "birth_date": [
        ("DOB 03/14/2012", "03/14/2012"),
        ("born on March 14, 2013", "March 14, 2013"),
        ("date of birth is 2011-09-30", "2011-09-30"),
        ("birthday: 4th of July 2010", "4th of July 2010"),
        ("D.O.B. 1/2/35", "1/2/35"),
    ],
    "street_address": [
        ("at 1427 Maple Street.", "1427 Maple Street"),
        ("88 N. Orchard Lane, Apt 4", "88 N. Orchard Lane, Apt 4"),
        ("315 5th Avenue", "315 5th Avenue"),
        ("lives at 47 birch road", "47 birch road"),
        ("100 Oak Hill Dr, Springfield, IL 62701", "100 Oak Hill Dr, Springfield, IL 62701"),
    ],
}
SILENT = {
    "phone": [
        "we won 58-51 and are 12-3",
        "10/12/2026 at 9:30",
        "2026-2027",
        "order 4155550123 shipped",
        "1-800-555-0199",
        "ISBN 978-0-123456-47-2",
        "$1,234,567.00",
        "3.14159265358979",
        "123-45-6789",
        "200-1000 people called",
        "room 217, 555 chairs",
    ],
    "ssn": ["000-12-3456", "part 123-456-789", "2026-01-2027", "zip 62701-1234"],
    "email": ["office@example.org", "front.office@lincoln.k12.example.us", "@handle", "a@b", "pta@example.com"],
    "card": ["4111 1111 1111 1112", "0000 0000 0000 0000", "3.1415926535897932", "1000 1001 1002 1003"],
    "iban": ["GB82 WEST 1234 5698 7654 33", "HB12 of 2026 school funding act", "ROOM 12AB"],
    "routing": ["111000025", "routing number is 111000026", "rerouting 123456789"],
    "account": ["account of 2026", "lunch is 1130 to 1210", "bring a student ID", "our account has 1500 followers"],
    "birth_date": ["meeting on March 14, 2013", "born January 15, 1929", "birthday party 3/14", "born to run"],
    "street_address": [
        "3 miles down the road",
        "5 Best Court shots",
        "in 2026 we drive",
        "chapter 12 on Wall Street",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("name", "text", "words"), [(n, *pair) for n, pairs in FOUND.items() for pair in pairs])
def test_a_detector_finds_its_data_and_its_gate_opens(name: str, text: str, words: str) -> None:
    assert [text[start:end] for start, end in DETECTORS[name].find(text)] == [words]
    assert re2.search(DETECTORS[name].gate, text, options()), "the gate must open wherever the detector finds"


@pytest.mark.parametrize(("name", "text"), [(n, text) for n, texts in SILENT.items() for text in texts])
def test_a_detector_is_silent_about_lookalikes(name: str, text: str) -> None:
    assert DETECTORS[name].find(text) == []


def test_every_detector_is_tested_from_both_sides() -> None:
    assert set(DETECTORS) == set(FOUND) == set(SILENT)


@pytest.mark.parametrize("name", DETECTORS)
@pytest.mark.parametrize(
    "piece", ["217 555 0143 ", "1 ", "a@b.c ", "12 Maple ", "DOB 1/1/2011 ", "GB82 ", "account 1", "4", "é🎉 9"]
)
def test_hostile_text_is_read_in_good_time(name: str, piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    began = time.perf_counter()
    assert all(0 <= start < end <= len(text) for start, end in DETECTORS[name].find(text))
    assert time.perf_counter() - began < 2

"""What a director types about hours, hotline and sites: what is understood, and what is sent back by field."""

import pytest

from server.workday import read_host, read_hotline, read_hours

HOURS = {"start": "07:30", "end": "15:30", "breaks": "11:30-12:10\n09:45 - 10:00", "holidays": "2026-12-25"}


def test_hours_are_read_in_order():
    value, errors = read_hours(
        ["tue", "mon"], HOURS | {"holidays": "2026-12-31 to 2027-01-01\n2026-12-25\n\n2026-12-25"}
    )
    assert errors == {}
    assert value == {
        "days": ["mon", "tue"],
        "start": "07:30",
        "end": "15:30",
        "breaks": [{"start": "09:45", "end": "10:00"}, {"start": "11:30", "end": "12:10"}],
        "holidays": ["2026-12-25", "2026-12-31", "2027-01-01"],
    }


@pytest.mark.parametrize(
    ("days", "changes", "field"),
    [
        ([], {}, "days"),
        (["mon", "someday"], {}, "days"),
        (["mon"], {"start": "15:30", "end": "07:30"}, "end"),
        (["mon"], {"start": "25:00"}, "end"),
        (["mon"], {"end": ""}, "end"),
        (["mon"], {"breaks": "06:00-06:30"}, "breaks"),
        (["mon"], {"breaks": "11:30"}, "breaks"),
        (["mon"], {"breaks": "12:00-11:00"}, "breaks"),
        (["mon"], {"breaks": "11:00-12:00\n11:30-12:30"}, "breaks"),
        (["mon"], {"breaks": "\n".join(f"1{n}:00-1{n}:05\n1{n}:10-1{n}:15" for n in range(4))}, "breaks"),
        (["mon"], {"holidays": "Christmas"}, "holidays"),
        (["mon"], {"holidays": "2026-02-30"}, "holidays"),
        (["mon"], {"holidays": "2027-01-01 to 2026-12-21"}, "holidays"),
        (["mon"], {"holidays": "2026-01-01 to 2029-01-01"}, "holidays"),
        (["mon"], {"holidays": "9999-12-31"}, "holidays"),
        (["mon"], {"holidays": "2026-01-01 to 2026-12-31\n2027-01-01 to 2027-12-31"}, "holidays"),
    ],
)
def test_hours_that_do_not_fit_are_sent_back_by_field(days, changes, field):
    _value, errors = read_hours(days, HOURS | changes)
    assert list(errors) == [field] and errors[field].endswith(".")


def test_a_hotline_is_read():
    value, errors = read_hotline({"name": " State line ", "phone": "1-800-555-0100", "link": ""})
    assert (value, errors) == ({"name": "State line", "phone": "1-800-555-0100", "link": None}, {})
    value, errors = read_hotline({"name": "Line", "phone": "988", "link": "https://report.example.org/how"})
    assert errors == {} and value["link"] == "https://report.example.org/how"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "n" * 121}, "name"),
        ({"phone": "call us"}, "phone"),
        ({"phone": ""}, "phone"),
        ({"phone": "5" * 60}, "phone"),
        ({"link": "http://report.example.org"}, "link"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "https://[x"}, "link"),
        ({"link": 'https://a.example/"><script>'}, "link"),
        ({"link": "https://a.example/" + "a" * 500}, "link"),
    ],
)
def test_a_hotline_that_does_not_fit_is_sent_back_by_field(changes, field):
    _value, errors = read_hotline({"name": "Line", "phone": "512-555-0100", "link": ""} | changes)
    assert list(errors) == [field]


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("forum.example.org", "forum.example.org"),
        (" https://www.Forum.example.org/boards?x=1 ", "forum.example.org"),
        ("forum.example.org:8443", "forum.example.org"),
        ("müller.example", "xn--mller-kva.example"),
        ("", None),
        ("localhost", None),
        ("10.0.0.1", None),
        ("two words.example", None),
        ("[::1]", None),
        ("-a.example", None),
        ("a" * 64 + ".example", None),
        (".".join(["abcdefghi"] * 30) + ".example", None),
    ],
)
def test_a_site_is_read_from_what_was_pasted(written, host):
    assert read_host(written) == host

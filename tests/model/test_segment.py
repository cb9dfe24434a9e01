"""Sentences, as offsets into the text as typed."""

import pytest

from model.segment import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two!", ["One.", "Two!"]),
        (
            "Ms. Rivera and Dr. Okafor met at 3 p.m. today.",
            ["Ms. Rivera and Dr. Okafor met at 3 p.m. today."],
        ),
        ("no punctuation at all", ["no punctuation at all"]),
        ("first line\nsecond line\n\nthird", ["first line", "second line", "third"]),
        ('She said "stop." Then left.', ['She said "stop."', "Then left."]),
        ("Really?! Yes… fine", ["Really?!", "Yes…", "fine"]),
        ("Room 3.5 is open", ["Room 3.5 is open"]),
        ("Signed by J. Ortiz yesterday", ["Signed by J. Ortiz yesterday"]),
        ("😀 Great. 🎉 More", ["😀 Great.", "🎉 More"]),
        ("   \n ", []),
        ("", []),
    ],
)
def test_sentences_are_cut_where_a_reader_would_cut(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected

"""Offsets between code points and UTF-16 units, against Python's own encoder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.api.spans import from_utf16, to_utf16


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.data())
def test_both_directions_agree_with_the_encoder(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    ((first, last),) = to_utf16(text, [(start, end)])
    assert text.encode("utf-16-le")[2 * first : 2 * last].decode("utf-16-le") == text[start:end]
    assert from_utf16(text, [(first, last)]) == [(start, end)]


def test_an_offset_inside_a_character_moves_to_a_character():
    assert from_utf16("🎉ab", [(1, 3)]) == [(0, 2)]
    assert from_utf16("a🎉b", [(0, 2)]) in ([(0, 1)], [(0, 2)])


@pytest.mark.parametrize("span", [(0, 0), (2, 1), (-1, 1), (0, 5), (9, 10)])
def test_spans_outside_the_text_are_refused(span):
    with pytest.raises(ValueError, match="outside"):
        from_utf16("🎉ab", [span])

"""The readings of a text: what is undone, what is kept, and that every offset leads back into it."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.normalize import View, normalize

ANY_TEXT = st.text(alphabet=st.characters(), max_size=200)
DISGUISES = st.text(alphabet="fuck shit f.u-c*k @$$ 5h1t\u200b\u0301\u0336аеос🎉👩‍👩‍👧ﬁ½“”\ud800\n", max_size=120)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("An ordinary sentence, with 3B and 2nd.", "An ordinary sentence, with 3B and 2nd."),
        ("ｆｕｌｌ ｗｉｄｔｈ", "full width"),
        ("𝖌𝖔𝖙𝖍𝖎𝖈 ⓒⓘⓡⓒⓛⓔ", "gothic circle"),
        ("🅵🅰🆁", "FAR"),
        ("st\u200bu\u2060p\u00adid", "stupid"),
        ("\u202eabc\u202c", "abc"),
        ("it’s “fine”—really", 'it\'s "fine"-really'),
        ("stuрid with Cyrillic р", "stupid with Cyrillic p"),
        ("ѕсаре", "scape"),
        ("ꜱᴛᴜᴘɪᴅ", "stupid"),
        ("h\u0336a\u0336t\u0336e\u0336", "hate"),
        ("cafe\u0301 and café", "café and café"),
        ("Привет, как дела", "Привет, как дела"),
        ("José Núñez is proud 🎉👩‍👩‍👧", "José Núñez is proud 🎉👩👩👧"),
        ("a\tb\r\nc", "a b\n\nc"),
        ("x\x00y\x7fz", "xyz"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("हिन्दी", "हिन्दी"),
    ],
)
def test_plain_undoes_what_cannot_be_seen(typed: str, plain: str) -> None:
    assert normalize(typed).plain.text == plain


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("f u c k this", "fuck this"),
        ("s.h.i.t", "shit"),
        ("s-h-1-t happens", "shit happens"),
        ("I.E.P. meeting", "IEP. meeting"),
        ("you are a b1tch", "you are a bitch"),
        ("5h1t", "shit"),
        ("@ss and a$$", "ass and ass"),
        ("sh!t", "shit"),
        ("1d10t", "idiot"),
        ("fuuuuck", "fuuck"),
        ("soooo good!!!", "soo good!!!"),
        ("room 3B, 2nd floor, B2B, 10am, 100k", "room 3B, 2nd floor, B2B, 10am, 100k"),
        ("covid19 room 204", "covid19 room 204"),
        ("Great job! Go Panthers!", "Great job! Go Panthers!"),
        ("555-0143", "555-0143"),
        ("we won 31-14", "we won 31-14"),
        ("I a big fan", "I a big fan"),
        ("$100 for K12", "$100 for K12"),
    ],
)
def test_folded_undoes_what_can_be_seen(typed: str, folded: str) -> None:
    assert normalize(typed).folded.text == folded


def test_ordinary_text_is_not_copied() -> None:
    views = normalize("Proud of our team tonight!\nSee you Friday.")
    assert views.folded is views.plain
    assert isinstance(views.plain.starts, range)


@pytest.mark.parametrize(
    ("typed", "word", "covers"),
    [
        ("🎉🎉 what a b1tch 🎉", "bitch", "b1tch"),
        ("👩‍👩‍👧 f u c k off", "fuck", "f u c k"),
        ("oh shiiiiiit", "shiit", "shiiiiiit"),
        ("oh shitttt.", "shitt", "shitttt"),
        ("st\u200bupid", "stupid", "st\u200bupid"),
        ("x ﬁne", "fine", "ﬁne"),
        ("cafe\u0301 now", "café", "cafe\u0301"),
    ],
)
def test_a_span_covers_the_words_as_typed(typed: str, word: str, covers: str) -> None:
    folded = normalize(typed).folded
    at = folded.text.index(word)
    start, end = folded.original(at, at + len(word))
    assert typed[start:end] == covers


def check(view: View, typed: str) -> None:
    assert len(view.starts) == len(view.ends) == len(view.text)
    pairs = list(zip(view.starts, view.ends, strict=True))
    assert all(0 <= start < end <= len(typed) for start, end in pairs)
    assert all(earlier[0] <= later[0] and earlier[1] <= later[1] for earlier, later in pairwise(pairs))
    view.text.encode()


@given(st.one_of(ANY_TEXT, DISGUISES), st.integers(-3, 250), st.integers(-3, 250))
def test_offsets_always_lead_into_the_text(typed: str, start: int, end: int) -> None:
    views = normalize(typed)
    for view in (views.plain, views.folded):
        check(view, typed)
        first, last = view.original(start, end)
        assert 0 <= first <= last <= len(typed)


AROUND = st.text(alphabet="🎉👩‍👧éñ漢ﬁ…½\ud800\u200b", max_size=30)
GLUE = st.sampled_from(["", "\u200b", "\u2060", "\u00ad", "\u202e"])


@given(AROUND, AROUND, st.lists(GLUE, min_size=6, max_size=6), st.sampled_from(["person", "PERSON", "реrson"]))
def test_a_disguised_word_round_trips(before: str, after: str, glue: list[str], word: str) -> None:
    disguised = word[0] + "".join(hidden + letter for hidden, letter in zip(glue, word[1:], strict=False))
    typed = f"{before} {disguised} {after}"
    for view in (normalize(typed).plain, normalize(typed).folded):
        at = view.text.lower().index("person")
        start, end = view.original(at, at + 6)
        assert typed[start:end] == disguised


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=200))
def test_printable_ascii_is_read_as_it_stands(typed: str) -> None:
    plain = normalize(typed).plain
    assert plain.text == typed.replace("`", "'") or plain.text == typed
    assert plain.original(0, len(typed)) == (0, len(typed))


@pytest.mark.parametrize(
    "typed",
    ["a" * 10_000, "f " * 5_000, "a1" * 5_000, "\u0301" * 10_000, "e" + "\u0316\u0301" * 5_000, "🎉" * 10_000,
     "\ud800" * 10_000, "аb" * 5_000, "@$!|" * 2_500, "\u200b" * 10_000, "ﷺ" * 10_000, "a-" * 5_000 + "bb"],
)  # fmt: skip
def test_long_and_hostile_text_takes_linear_time(typed: str) -> None:
    began = time.perf_counter()
    views = normalize(typed)
    assert time.perf_counter() - began < 1.5
    check(views.folded, typed)


def test_empty_text_has_an_empty_span() -> None:
    assert normalize("").folded.original(0, 0) == (0, 0)
    assert normalize("\u200b").folded.original(0, 5) == (0, 0)

"""Whatever is typed: no error, spans inside the text, the same verdict twice, and work that grows as the text does."""

import sys
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import model
from model.checker import SEVERITIES, Checker, load_checker
from model.finding import Verdict
from model.mask import mask
from model.normalize import normalize
from model.people import person_spans
from model.segment import sentences

CODE = str(Path(model.__file__).parent)
MOST = 10_000  # characters that the service takes
# No deadline: a busy machine is no error. The same examples every time: a failure can be seen again.
SETTINGS = settings(max_examples=100, deadline=None, derandomize=True, database=None)

ODD = {
    "nothing": "",
    "white space": " \t\r\n\u00a0\u2028",
    "one character": "a",
    "one emoji": "🎉",
    "one lone surrogate": "\ud800",
    "ten thousand of one letter": "a" * MOST,
    "only emoji": "🎉👩‍👩‍👧👍🏽🏳️‍🌈" * 300,
    "right to left": "שלום חברים, أهلا بالجميع. " * 60,
    "right to left marks around an insult": "\u202eyou idiot\u202c \u2067you idiot\u2069 " * 60,
    "control characters": "".join(map(chr, [*range(32), *range(127, 160)])) * 20,
    "lone surrogates": "you \udfff are \ud83d an \udc00\ud800 idiot. " * 60,
    "mixed scripts": "Coach Тиmоthу ist ein 馬鹿 idiоt κаι हिन्दी. " * 60,
    "two thousand links": " ".join(f"https://example.com/{number}" for number in range(2000)),
    "stacked accents": ("i" + "\u0301\u0316\u0336" * 40) * 60,
    "accents without a letter": "\u0301" * 3000,
    "zero width": "\u200b\u200d\ufeff" * 1000,
    "zero width inside an insult": "y\u200bo\u200bu i\u200bd\u200bi\u200bo\u200bt. " * 60,
    "the ends of Unicode": "\x00\uffff\ufffe\U0010ffff\ue000" * 300,
    "letters that become many": "ﷺﬃ㍿" * 300,
    "line breaks": "\n" * 3000,
    "open brackets": "[" * 3000,
    "masks": "[NAME 1] [PHONE] [NAME 999999] [NAME] " * 60,
    "one insult many times": "You are an idiot, Maria Lopez! " * 60,
}
PIECES = [
    *("You are an idiot", "f u c k", "sh1t", "Maria Lopez", "coach", "the", "failed math", "SSN 078-05-1120", "drunk"),
    *(
        "555-0143",
        "a@b.example",
        "https://example.com/1",
        "@kid",
        "[NAME 1]",
        "my",
        "not",
        "🎉",
        "👩‍👧",
        "é",
        "e\u0301",
    ),
    *(" ", " ", " ", ". ", "! ", "\n", ",", "'s", '"', "\u200b", "\u202e", "\ud800", "馬", "سلام", "ﬁ", "о"),
]
TEXTS = st.one_of(
    st.text(st.characters(), max_size=200),
    st.text(st.characters(categories=["Cs", "Mn", "Cf", "Cc", "So"]), max_size=80),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
)


@pytest.fixture(scope="module")
def checker(artefacts: Path) -> Checker:
    return load_checker(artefacts)


def inside(spans: Sequence[tuple[int, int]], text: str, *, apart: bool = True) -> None:
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert list(spans) == sorted(spans)
    assert not apart or all(before[1] <= after[0] for before, after in pairwise(spans))


def examine(text: str, verdict: Verdict) -> None:
    for finding in verdict.findings:
        assert finding.spans
        inside(finding.spans, text)
        assert finding.score is None if finding.source == "rule" else 0 <= finding.score <= 1
    for notice in verdict.notices:
        inside(notice.spans, text, apart=False)
    found = [SEVERITIES.index(finding.severity) for finding in verdict.findings]
    assert found == sorted(found, reverse=True)
    assert SEVERITIES.index(verdict.severity) == max(found, default=0)
    assert verdict.checked in {"full", "partial", "none"} and not (verdict.checked == "none" and verdict.findings)


@SETTINGS
@given(TEXTS, TEXTS)
def test_any_text_is_checked_twice_alike(checker: Checker, text: str, other: str) -> None:
    first = checker.check(text)
    examine(text, first)
    checker.check(other)
    assert checker.check(text) == first


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_text_is_checked_twice_alike(checker: Checker, text: str) -> None:
    first, scores = checker.check_with_scores(text)
    examine(text, first)
    assert checker.check(text) == first
    assert all(0 <= score <= 1 for score in scores.values())


@pytest.mark.parametrize("name", ["one insult many times", "lone surrogates", "zero width inside an insult"])
def test_what_is_odd_about_a_text_does_not_hide_an_insult(checker: Checker, name: str) -> None:
    assert "insult" in {finding.label for finding in checker.check(ODD[name]).findings}


@pytest.mark.parametrize(
    "text",
    [ODD["two thousand links"], "Maria Lopez SSN 078-05-1120 a@example.com b@example.com"],
    ids=["many links", "two addresses"],
)
def test_links_and_addresses_are_no_foreign_language(checker: Checker, text: str) -> None:
    assert checker.check(text).checked == "full"


@SETTINGS
@given(st.one_of(TEXTS, st.sampled_from(list(ODD.values()))), st.integers(-5, 300), st.integers(-5, 300))
def test_every_step_stays_inside_the_text(text: str, start: int, end: int) -> None:
    views = normalize(text)
    for view in (views.plain, views.folded):
        first, last = view.original(start, end)
        assert 0 <= first <= last <= len(text)
    inside(sentences(text), text)
    for unsure in (False, True):
        inside(person_spans(text, unsure=unsure), text)
    inside([(token.start, token.end) for token in mask(text).tokens], text)


@SETTINGS
@given(TEXTS)
def test_sentences_leave_out_nothing_but_white_space(text: str) -> None:
    spans = sentences(text)
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
    assert all(not text[end:start].strip() for (_, end), (start, _) in pairwise([(0, 0), *spans, (len(text), 0)]))


def work(call: Callable[[str], Any], text: str) -> int:
    """Count the lines of model/ that run in one call, rounds of loops included: no clock, so always the same."""
    count = 0

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal count
        count += 1
        return trace if frame.f_code.co_filename.startswith(CODE) else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call(text)
    finally:
        sys.settrace(before)
    return count


def seconds(call: Callable[[str], Any], text: str) -> float:
    """Return the processor time of one call in this thread, the best of three; what else runs does not count."""

    def once() -> float:
        begun = time.thread_time()
        call(text)
        return time.thread_time() - begun

    return min(once() for _ in range(3))


REPEATED = {
    "insults": "You idiot. ",
    "curses in one sentence": "fuck ",
    "disguised curses": "f u c k, sh1t ",
    "numbers": "SSN 078-05-1120, ",
    "students": "My student Maria Lopez failed math. ",
    "names": "Maria ",
    "lines": "a\n",
    "initials": "A. ",
    "accents": "e\u0301\u0316",
    "zero width": "i\u200bd",
}


@pytest.mark.parametrize("piece", REPEATED.values(), ids=REPEATED.keys())
def test_twice_the_text_is_twice_the_work(checker: Checker, piece: str) -> None:
    short = piece * (1500 // len(piece))
    for call in (normalize, sentences, person_spans, mask, checker.check):
        call(short * 2)  # fills what is remembered from text to text
        # Linear work is at most doubled; a step that compares everything with everything would bring it near 4.
        assert work(call, short * 2) < 2.3 * work(call, short), call


RUNS = [
    *("a", "1", ".", '."', "?! ", "-", "a-", "a@", "'", "(", "[NAME ", "\n", " ", "\u0301", "🎉"),
    *("A. ", "f ", "@$", "de la "),
]


@pytest.mark.parametrize("piece", RUNS, ids=ascii)
def test_no_pattern_runs_wild_on_one_thing_repeated(checker: Checker, piece: str) -> None:
    short, long = piece * (MOST // 4 // len(piece)), piece * (MOST // len(piece))
    for call in (normalize, sentences, person_spans, mask, checker.check):
        # Four times the text: 4 if linear, 16 if quadratic. What takes less than 30 ms is quick enough for any doubt.
        assert seconds(call, long) < max(0.03, 10 * seconds(call, short)), call

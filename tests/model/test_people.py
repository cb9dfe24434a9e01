"""Names of people are found, and words, places and school terms are left alone."""

import time

import pytest

from model.people import person_spans

NAMED = [
    ("Maria is failing math again.", ["Maria"]),
    ("maria lopez is failing math again", ["maria lopez"]),
    ("MARIA LOPEZ IS FAILING MATH", ["MARIA LOPEZ"]),
    ("I told Mark that Grace hit Will.", ["Mark", "Grace", "Will"]),
    ("Mark is failing.", ["Mark"]),
    ("April Jones cried, but in April we test.", ["April Jones"]),
    ("Austin is late again, so we flew to Austin.", ["Austin"]),
    ("Mr. Green and ms lopez met Coach Brown", ["Green", "lopez", "Brown"]),
    ("Jayquan's mom cried. Did Kwabena pass?", ["Jayquan", "Kwabena"]),
    ("Sean O'Brien and Juan Carlos Garcia-Lopez", ["Sean O'Brien", "Juan Carlos Garcia-Lopez"]),
    ("we met Ana de la Cruz", ["Ana de la Cruz"]),
    ("ask @kid_22 or [NAME 1] about [PHONE]", ["@kid_22", "[NAME 1]"]),
    ("José said Zoë can't.", ["José", "Zoë"]),
    ("J. Alvarez and Maria T. got detention", ["J. Alvarez", "Maria T"]),
    ("🎉🎉 well done Priya 🎉", ["Priya"]),
    ("the kids say Анна was there", ["Анна"]),
]

NOBODY = [
    "Will you come in May or April? Mark your calendars!",
    "hope and faith will grant us joy, and art class is rich",
    "Go Wildcats! Happy Friday Everyone.",
    "Lincoln Elementary and Roosevelt High School rock.",
    "Our new Chromebooks from Google arrived.",
    "Why I Love Teaching Math",
    "The Odyssey is great. I love PTA and STEM Night.",
    "Student Council meets. Teacher Appreciation Week!",
    "In June we fly to Georgia, then on to Virginia.",
    "",
    "👩‍👩‍👧 \u200f \u200b \ud800",
]


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_people_are_found(text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in person_spans(text)] == names


@pytest.mark.parametrize("text", NOBODY)
def test_words_places_and_school_terms_are_nobody(text: str) -> None:
    assert person_spans(text) == []


def test_when_unsure_every_unknown_capital_counts() -> None:
    text = "Dontrell hit a kid."
    assert person_spans(text) == []
    assert person_spans(text, unsure=True) == [(0, 8)]


@pytest.mark.parametrize("piece", ["A", "Ab ", "de ", "a'", "Ana-", "@a", "[NAME 1]", "Dr. ", "é", "İ"])
def test_long_texts_take_linear_time(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    start = time.perf_counter()
    person_spans(text, unsure=True)
    assert time.perf_counter() - start < 1

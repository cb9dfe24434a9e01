"""One plain sentence says what a new version is worth, whatever came out better or worse."""

from itertools import product
from typing import Any

import pytest

from model.headline import direction, headline

FACTS, THREATS, INSULTS, HATE = "student information", "threats", "insults", "hate"
SAID: list[tuple[dict[str, Any], str, str]] = [
    ({"better": [FACTS]}, "Better at student information, no worse elsewhere: safe to promote.", "safe"),
    (
        {"better": [FACTS, THREATS]},
        "Better at student information and threats, no worse elsewhere: safe to promote.",
        "safe",
    ),
    (
        {"better": [FACTS, THREATS, INSULTS, HATE]},
        "Better at student information, threats, insults and 1 more kind of risk, no worse elsewhere: safe to promote.",
        "safe",
    ),
    (
        {"better": [FACTS], "silence": 1},
        (
            "Better at student information and warns less often about posts that are fine, no worse elsewhere: "
            "safe to promote."
        ),
        "safe",
    ),
    (
        {"silence": 1},
        "Warns less often about posts that are fine, no worse elsewhere: safe to promote.",
        "safe",
    ),
    (
        {"better": [FACTS], "worse": [THREATS]},
        "Better at student information, but worse at threats: read the posts that changed before you decide.",
        "look",
    ),
    (
        {"better": [FACTS], "silence": -1},
        (
            "Better at student information, but warns more often about posts that are fine: "
            "read the posts that changed before you decide."
        ),
        "look",
    ),
    (
        {"found": 1},
        "Better at finding risks of all kinds together, no worse elsewhere: safe to promote.",
        "safe",
    ),
    (
        {"found": -1, "refused": True},
        "Worse at finding risks of all kinds together, better nowhere: the gate keeps it out.",
        "refused",
    ),
    ({"found": 1, "better": [HATE]}, "Better at hate, no worse elsewhere: safe to promote.", "safe"),
    ({"worse": [THREATS]}, "Worse at threats, better nowhere: keep the version in service.", "keep"),
    (
        {"worse": [THREATS, HATE], "silence": -1},
        (
            "Worse at threats and hate and warns more often about posts that are fine, better nowhere: "
            "keep the version in service."
        ),
        "keep",
    ),
    (
        {},
        "No clear difference from the version in service: promoting it changes little.",
        "little",
    ),
    (
        {"better": [FACTS], "refused": True},
        "Better at student information, no worse elsewhere: the gate keeps it out.",
        "refused",
    ),
    ({"worse": [HATE], "refused": True}, "Worse at hate, better nowhere: the gate keeps it out.", "refused"),
    ({"refused": True}, "No clear difference from the version in service: the gate keeps it out.", "refused"),
    ({"first": True}, "There is no version in service to compare with: the gate lets it in.", "first"),
    (
        {"first": True, "refused": True},
        "There is no version in service to compare with: the gate keeps it out.",
        "refused",
    ),
]


@pytest.mark.parametrize(("told", "text", "advice"), SAID, ids=[text[:40] for _, text, _ in SAID])
def test_the_sentence_says_what_is_better_and_what_to_do(told: dict[str, Any], text: str, advice: str) -> None:
    found = headline(told.pop("better", ()), told.pop("worse", ()), **told)
    assert (found.text, found.advice) == (text, advice)


def test_safe_is_never_said_of_a_version_that_is_worse_at_anything_or_refused() -> None:
    for better in ((), (FACTS,)):
        for worse in ((), (THREATS,)):
            for silence, found_ in product((-1, 0, 1), repeat=2):
                for refused in (False, True):
                    found = headline(better, worse, found=found_, silence=silence, refused=refused)
                    if worse or silence < 0 or found_ < 0 or refused:
                        assert found.advice != "safe" and "safe" not in found.text


@pytest.mark.parametrize(
    ("gained", "lost", "way"),
    [(0, 0, 0), (3, 0, 0), (5, 0, 1), (0, 5, -1), (6, 4, 0), (30, 10, 1), (10, 30, -1), (100, 95, 0)],
)
def test_a_difference_that_chance_may_have_made_is_none(gained: int, lost: int, way: int) -> None:
    assert direction(gained, lost) == way

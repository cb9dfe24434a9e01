"""False alarms side by side: who pays for them more often than others."""

from types import SimpleNamespace
from typing import Any

import pytest

from model.dataset import LOOKALIKE_KINDS, PROTECTED_KINDS, Record
from model.measure.judged import Judged
from model.measure.slices import FEWEST, identity_groups, slices


def judged(text: str = "text", *, warned: bool = False, risky: bool = False, **more: Any) -> Judged:
    labels = {"insult": ((0, 4),)} if risky else {}
    record = Record("id", "source", "post", text, labels, **{"kind": "ordinary", "voice": "aide", **more})
    return Judged(record, (SimpleNamespace(label="insult"),) if warned else (), {})


def counts(one: dict[str, Any]) -> tuple[int, int]:
    return one["part"], one["whole"]


def test_risky_posts_are_no_false_alarms() -> None:
    table = slices([judged(risky=True, warned=True), judged()])
    assert counts(table["voice"]["groups"]["aide"]) == (0, 1)


def test_protected_speech_and_lookalikes_are_counted_kind_by_kind() -> None:
    table = slices([judged(kind="religion", warned=True), judged(kind="politics"), judged(kind="idiomatic"), judged()])
    assert set(table["protected"]) == {*PROTECTED_KINDS, "all"} and set(table["lookalike"]) == {*LOOKALIKE_KINDS, "all"}
    assert counts(table["protected"]["religion"]) == (1, 1)
    assert counts(table["protected"]["all"]) == (1, 2)
    assert counts(table["lookalike"]["all"]) == (0, 1)


@pytest.mark.parametrize(
    ("size", "group"),
    [
        *((1, "under 60"), (59, "under 60"), (60, "60 to 140"), (139, "60 to 140")),
        *((140, "140 to 280"), (279, "140 to 280"), (280, "280 and more"), (10_000, "280 and more")),
    ],
)
def test_a_post_has_one_length(size: int, group: str) -> None:
    assert list(slices([judged("a" * size)])["length"]["groups"]) == [group]


def test_a_dialect_that_is_not_named_is_a_group_of_its_own() -> None:
    groups = slices([judged(dialect="southern", warned=True), judged()])["dialect"]["groups"]
    assert {name: counts(one) for name, one in groups.items()} == {"none named": (0, 1), "southern": (1, 1)}


def group(voice: str, size: int, alarms: int) -> list[Judged]:
    return [judged(voice=voice, warned=number < alarms) for number in range(size)]


def test_the_ratio_compares_the_worst_group_with_the_average() -> None:
    ratio = slices([*group("aide", FEWEST, 6), *group("coach", FEWEST, 2)])["voice"]["ratio"]
    assert ratio == pytest.approx(0.06 / 0.04)


def test_a_group_is_compared_only_when_it_is_large_enough() -> None:
    large = group("coach", 3 * FEWEST, 6)
    small = slices([*large, *group("aide", FEWEST - 1, 50)])["voice"]
    assert counts(small["groups"]["aide"]) == (50, FEWEST - 1)
    assert small["ratio"] < 1
    assert slices([*large, *group("aide", FEWEST, 50)])["voice"]["ratio"] > 1


def test_without_a_single_alarm_there_is_nothing_to_compare() -> None:
    assert slices(group("aide", FEWEST, 0))["voice"]["ratio"] is None


def test_no_posts_give_empty_groups() -> None:
    table = slices([])
    assert table["voice"] == {"groups": {}, "ratio": None}
    assert counts(table["protected"]["all"]) == (0, 0)


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Our Deaf students SIGNED the anthem!", ["disabled"]),
        ("A Black woman runs this library.", ["black", "women"]),
        ("blackboards and womenswear", []),
        ("Pizza on Friday", []),
        ("", []),
    ],
)
def test_identity_groups_are_read_from_whole_words(text: str, groups: list[str]) -> None:
    assert identity_groups(judged(text)) == groups


def test_a_post_counts_in_every_group_that_it_speaks_of() -> None:
    groups = slices([judged("A gay Muslim teacher of the year", warned=True)])["identity"]["groups"]
    assert {name: counts(one) for name, one in groups.items()} == {"arab_or_muslim": (1, 1), "lgbtq": (1, 1)}

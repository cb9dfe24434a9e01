"""Disguises hide a word from a machine and not from a person, and what stays found is counted."""

import random
import re
from types import SimpleNamespace
from typing import Any

import pytest

from model.dataset import Record
from model.measure.judged import Judged
from model.measure.obfuscate import DISGUISES, disguised
from model.measure.robustness import robustness
from model.normalize import normalize

EXPECTED = {
    "leet": "57up1d",
    "zero_width": "s\u200bt\u200bu\u200bp\u200bi\u200bd",
    "spaced": "s t u p i d",
    "dotted": "s.t.u.p.i.d",
    "look_alikes": "stuріd",
    "emoji": "stu🅿️ℹ️d",
}
BY_CHANCE = ("repeated", "starred", "full_width_or_fancy")
UNDONE = ("zero_width", "spaced", "dotted", "full_width_or_fancy", "look_alikes")


def record(text: str, *evidence: str, kind: str = "plain", label: str = "insult") -> Record:
    spans = tuple((text.index(quote), text.index(quote) + len(quote)) for quote in evidence)
    return Record("id", "source", "post", text, {label: spans} if spans else {}, kind=kind)


def test_there_are_nine_disguises() -> None:
    assert set(DISGUISES) == {*EXPECTED, *BY_CHANCE} and len(DISGUISES) == 9


@pytest.mark.parametrize("how", EXPECTED)
def test_a_word_is_disguised_as_people_do_it(how: str) -> None:
    assert DISGUISES[how]("stupid", random.Random(1)) == EXPECTED[how]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("how", BY_CHANCE)
def test_a_disguise_by_chance_keeps_both_ends_readable(how: str, seed: int) -> None:
    word = DISGUISES[how]("stupid", random.Random(seed))
    plain = normalize(word).plain.text
    assert word != "stupid" and plain[0] == "s" and plain[-1] == "d"
    assert len(plain) == 6 or how == "repeated"


@pytest.mark.parametrize("how", UNDONE)
def test_the_normaliser_undoes_what_hides_letters(how: str) -> None:
    assert normalize(DISGUISES[how]("stupid", random.Random(2))).folded.text == "stupid"


@pytest.mark.parametrize("how", DISGUISES)
def test_only_the_longest_word_of_the_evidence_changes(how: str) -> None:
    text = disguised(record("He is so stupid, our new aide.", "so stupid"), how)
    assert text.startswith("He is so ") and text.endswith(", our new aide.")
    assert "stupid," not in text.split()


def test_every_piece_of_evidence_is_disguised_and_none_is_lost() -> None:
    text = disguised(record("stupid aide, and lazy too", "lazy", "stupid"), "dotted")
    assert text == "s.t.u.p.i.d aide, and l.a.z.y too"


@pytest.mark.parametrize("how", DISGUISES)
@pytest.mark.parametrize("evidence", ["stupid!!", '"stupid"', "STUPID"])
def test_letters_are_disguised_whatever_their_size_and_the_marks_around_them(how: str, evidence: str) -> None:
    for seed in range(20):
        text = disguised(record(f"So {evidence}", evidence), how, seed)
        assert not re.search(r"\bstupid\b", text, re.IGNORECASE), text


def test_words_of_two_letters_and_posts_without_evidence_stay_as_they_are() -> None:
    assert disguised(record("You! No", "No"), "starred") == "You! No"
    assert disguised(record("Pizza on Friday"), "leet") == "Pizza on Friday"


def test_the_same_record_is_disguised_alike_every_time() -> None:
    one = record("So stupid", "stupid")
    assert len({disguised(one, "repeated") for _ in range(5)}) == 1
    assert len({disguised(one, "repeated", seed) for seed in range(20)}) > 1


def test_a_disguise_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError, match="mirror"):
        disguised(record("So stupid", "stupid"), "mirror")


class Stub:
    """Finds an insult wherever "stupid" can be read once dots are taken out."""

    def check(self, text: str) -> Any:
        found = "stupid" in text.replace(".", "").lower()
        return SimpleNamespace(findings=[SimpleNamespace(label="insult")] if found else [])


def judge(one: Record) -> Judged:
    return Judged(one, tuple(Stub().check(one.text).findings), {})


def test_what_stays_found_is_counted_disguise_by_disguise() -> None:
    table = robustness(Stub(), [judge(record(f"So stupid {number}", "stupid")) for number in range(4)])
    assert set(table) == {*DISGUISES, "all"}
    assert (table["dotted"]["part"], table["dotted"]["whole"]) == (4, 4)
    assert table["zero_width"]["part"] == table["leet"]["part"] == 0
    assert table["all"]["whole"] == 4 * 9 and table["all"]["part"] == sum(table[how]["part"] for how in DISGUISES)


def test_only_plain_risks_that_are_found_as_they_stand_are_disguised() -> None:
    others = [
        record("So stupid", "stupid", kind="subtle"),
        record("So lazy", "lazy"),
        record("So stupid"),
        record("The stupid password is tulip", "password", label="district_info"),
    ]
    table = robustness(Stub(), [judge(one) for one in others])
    assert all(one["whole"] == 0 for one in table.values())


def test_what_a_disguise_leaves_as_it_was_is_not_counted_as_still_found() -> None:
    # "numb" has no letter that is written as a digit.
    found = judge(record("So stupid and numb", "numb"))
    table = robustness(Stub(), [found])
    assert (table["leet"]["whole"], table["dotted"]["whole"]) == (0, 1)


def test_no_more_than_asked_for_are_disguised() -> None:
    found = [judge(record(f"So stupid {number}", "stupid")) for number in range(9)]
    assert robustness(Stub(), found, most=2)["all"]["whole"] == 2 * 9
    assert robustness(Stub(), [])["all"]["value"] == 0.0

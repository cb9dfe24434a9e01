"""Public sets, where they are at hand, on made-up ones of a few lines."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from model.measure.public import VARIABLE, folder, public, spans


class Stub:
    """Thinks of "grim" as an insult and of every "#" as somebody's number."""

    def check(self, text: str) -> Any:
        places = tuple((at, at + 4) for at in range(len(text)) if text[at] == "#")
        other = SimpleNamespace(label="insult", spans=((0, len(text)),))
        return SimpleNamespace(findings=[SimpleNamespace(label="personal_data", spans=places), other])

    def check_with_scores(self, text: str) -> tuple[Any, dict[str, float]]:
        labels = "insult threat hate sexual_harassment defamation profanity sexual_content disparagement"
        return self.check(text), dict.fromkeys(labels.split(), 0.1) | {"insult": 0.9 if "grim" in text else 0.2}


def sample(text: str, *spans: tuple[int, int, str]) -> dict[str, Any]:
    known = [{"start_position": start, "end_position": end, "entity_type": kind} for start, end, kind in spans]
    return {"full_text": text, "spans": known}


def counts(figures: dict[str, Any]) -> dict[str, tuple[int, int]]:
    return {name: (one["part"], one["whole"]) for name, one in figures.items()}


def test_a_span_is_right_when_it_overlaps_one_of_a_named_kind() -> None:
    figures = spans(Stub(), [sample("ssn #123 here", (2, 6, "US_SSN"))])
    assert counts(figures) == {"recall": (1, 1), "precision": (1, 1)}


def test_spans_that_only_touch_do_not_overlap() -> None:
    figures = spans(Stub(), [sample("1234#123", (0, 4, "US_SSN"))])
    assert counts(figures) == {"recall": (0, 1), "precision": (0, 1)}


def test_a_span_on_another_kind_is_neither_right_nor_wrong() -> None:
    figures = spans(Stub(), [sample("in #town", (3, 8, "GPE"))])
    assert counts(figures) == {"recall": (0, 0), "precision": (0, 0)}


def test_a_span_on_a_named_and_on_another_kind_is_right() -> None:
    figures = spans(Stub(), [sample("at #123 town", (3, 5, "STREET_ADDRESS"), (5, 12, "GPE"))])
    assert counts(figures) == {"recall": (1, 1), "precision": (1, 1)}


def test_what_stands_on_nothing_is_wrong_and_what_is_missed_is_missed() -> None:
    figures = spans(Stub(), [sample("so #fun"), sample("call 5550143", (5, 12, "PHONE_NUMBER"))])
    assert counts(figures) == {"recall": (0, 1), "precision": (0, 1)}


def test_no_samples_give_shares_of_nothing() -> None:
    assert counts(spans(Stub(), [])) == {"recall": (0, 0), "precision": (0, 0)}


def test_sets_that_are_not_there_are_left_out(tmp_path: Path) -> None:
    assert public(Stub(), tmp_path) == {}


def test_each_set_is_read_in_its_own_form(tmp_path: Path) -> None:
    for name in ("surge_tox", "ethos", "presidio"):
        (tmp_path / "dev" / name).mkdir(parents=True)
    (tmp_path / "dev/surge_tox/toxicity_en.csv").write_text(
        'text,is_toxic\n"grim, and\non two lines",Toxic\nfine,Not Toxic\n'
    )
    (tmp_path / "dev/ethos/Ethos_Dataset_Binary.csv").write_text("comment;isHate\nfine;0.5\ngrim;0.4\nfine;0.0\n")
    (tmp_path / "dev/presidio/synth_dataset_v2.json").write_text(json.dumps([sample("#123", (0, 4, "US_SSN"))]))
    figures = public(Stub(), tmp_path)
    # From 0.5 on it is hate: the one such comment scores below one of the two others and level with the other.
    assert (figures["surge_tox"], figures["ethos"]) == (1.0, 0.25)
    assert figures["presidio"]["recall"]["value"] == 1.0


def test_the_folder_is_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert folder() == tmp_path
    for absent in (str(tmp_path / "gone"), ""):
        monkeypatch.setenv(VARIABLE, absent)
        assert folder() is None
    monkeypatch.delenv(VARIABLE)
    assert folder() is None

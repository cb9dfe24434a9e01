"""The prior knows hostile words that the corpus need not hold, and is made from the very files that are named."""

from pathlib import Path

import pytest

from model.features import read
from model.prior import BLOCKS, questions, sums_of, table
from prior.__main__ import main
from prior.sources import SOURCES


def test_every_gram_answers_every_question() -> None:
    assert questions() == len(SOURCES)
    assert all(len(answers) == questions() for block in BLOCKS for answers in table()[block].values())


def test_a_hostile_text_weighs_more_than_a_friendly_one() -> None:
    hostile, friendly, empty = sums_of(read(["You stupid idiot, shut up", "Thank you all for a lovely concert", ""]))
    offensive = [source.name for source in SOURCES].index("offensive")
    assert hostile[offensive] > friendly[offensive]
    assert not empty.any()


def test_a_missing_file_names_where_it_comes_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path), "--to", str(tmp_path / "out")]) == 1
    assert f"fetch {SOURCES[0].repository}" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_another_file_under_the_same_name_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "train" / SOURCES[0].file
    file.parent.mkdir(parents=True)
    file.write_text("tweet,class\nhello,2\n")
    assert main(["--data", str(tmp_path), "--to", str(tmp_path / "out")]) == 1
    assert "its sha256 differs" in capsys.readouterr().err

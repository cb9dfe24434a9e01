"""python -m model check, evaluate and versions."""

import io
import json
from pathlib import Path

import pytest

from model.__main__ import main

RISKY = "🎉 Rhonda's cell is 217-555-0148, tell her yourself"


def test_lines_of_json_are_answered_one_by_one(
    artefacts: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [json.dumps({"id": 1, "text": RISKY}), "", "{broken", json.dumps({"id": 2, "text": "Lunch is pizza."})]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
    assert main(["check", "--jsonl", "--artefacts", str(artefacts)]) == 1
    first, broken, last = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    (finding,) = [one for one in first["findings"] if one["label"] == "personal_data"]
    assert [RISKY[span["start"] : span["end"]] for span in finding["spans"]] == ["217-555-0148"]
    assert (finding["family"], first["severity"]) == ("confidentiality", "serious")
    assert broken == {"line": 3, "error": 'Each line is {"id": ..., "text": "..."}.'}
    assert last == {"id": 2, "severity": "clear", "checked": "full", "findings": [], "notices": []}


def test_one_text_is_explained_to_a_person(artefacts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--text", RISKY, "--artefacts", str(artefacts)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Please stop for a moment")
    assert '"217-555-0148"' in told and "Policy: " in told and "Fine: " in told


def test_another_language_is_said_to_be_unchecked(artefacts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--text", "Los niños de la clase están muy bien hoy", "--artefacts", str(artefacts)]) == 0
    assert capsys.readouterr().out.startswith("Not checked: this language (es)")


def test_no_trained_version_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--text", "x", "--artefacts", str(tmp_path)]) == 1
    assert capsys.readouterr().err.strip() == ("No trained version is in service yet: run `python -m model train`.")
    assert main(["versions", "--artefacts", str(tmp_path)]) == 0


def test_a_version_is_measured_on_unseen_text(artefacts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--json", "--artefacts", str(artefacts)]) == 0
    metrics = json.loads(capsys.readouterr().out)
    assert metrics["holdout"]["records"] >= 400
    assert metrics["holdout"]["false_alarms"]["value"] <= 0.05
    assert metrics["holdout"]["ordinary_alarms"]["value"] <= 0.01
    assert metrics["holdout"]["precision"]["value"] >= 0.85
    assert main(["versions", "--artefacts", str(artefacts)]) == 0
    assert capsys.readouterr().out.startswith("* ")


@pytest.mark.parametrize(
    "text", ["", "x", "a" * 10_000, "😀" * 3000, "\ud800", "مرحبا بكم", "\x00\x07", "http://a.example " * 500]
)
def test_odd_texts_are_never_an_error(artefacts: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    assert main(["check", "--text", text, "--artefacts", str(artefacts)]) == 0

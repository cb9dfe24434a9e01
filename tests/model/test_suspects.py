"""Labels that look wrong are listed by id for a person to read, and never with a text."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from model import artefacts as store
from model import examples
from model.__main__ import main
from model.base_rates import load_base_rates
from model.dataset import CORPUS, load_corpus, load_records
from model.policy import load_policy
from model.suspects import suspects


def test_a_label_that_the_folds_hold_for_wrong_comes_first_and_without_a_text() -> None:
    policy = load_policy()
    labels = tuple(policy.labels)
    records = load_records(CORPUS / "validation.jsonl", known=(*policy.labels, *policy.notices))[:200]
    part = examples.build(records, labels, load_base_rates(labels))[1]
    margins = np.where(part.targets == 1, 3.0, -3.0)
    original = np.flatnonzero(part.original)
    lacking, having = 5, next(at for at, record in enumerate(records) if record.labels)
    margins[original[lacking], labels.index("threat")] = 6.0
    margins[original[having], labels.index(next(iter(records[having].labels)))] = -4.0
    found = suspects(records, part, margins, labels)
    assert [(one["id"], one["given"]) for one in found["corpus"]] == [
        (records[lacking].id, False),
        (records[having].id, True),
    ]
    assert found["corpus"][0]["label"] == "threat" and found["corpus"][0]["score"] < 0.01
    assert found["reviewed"] == []
    assert {key for one in found["corpus"] for key in one} == {
        *("id", "label", "given", "score", "labels", "suspected")
    }
    assert found["corpus"][0]["suspected"] == [*found["corpus"][0]["labels"], "threat"] or records[lacking].labels


def test_suspects_of_the_corpus_are_listed_with_their_text(
    tmp_path: Path, artefacts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(artefacts, tmp_path / "artefacts"))
    policy = load_policy()
    one = load_corpus(known=(*policy.labels, *policy.notices))[0]
    rows = [{"id": one.id, "label": "threat", "given": False, "score": 0.01}]
    rows.append({"id": "gone-1", "label": "threat", "given": False, "score": 0.02})
    version = _with_suspects(folder, {"corpus": rows, "reviewed": []})
    assert main(["review", version, "--artefacts", str(folder)]) == 0
    assert capsys.readouterr().out == f"0.010  {one.source}/{one.id} lacks threat: {one.text}\n"


def test_a_version_without_suspects_says_so(
    tmp_path: Path, artefacts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(artefacts, tmp_path / "artefacts"))
    version = _with_suspects(folder, None)
    assert main(["review", version, "--artefacts", str(folder)]) == 1
    assert capsys.readouterr().err.strip() == f"Version {version} lists no suspects: train it again."


def _with_suspects(folder: Path, found: dict[str, object] | None) -> str:
    def fill(draft: Path) -> None:
        if found is not None:
            (draft / store.SUSPECTS).write_text(json.dumps(found))

    return store.write(folder, "data", {"labels": []}, fill)

"""What reviewers decided: held by the next version, bounded in weight, kept from what is measured, never quoted."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model import examples, reviewed
from model.__main__ import main
from model.base_rates import load_base_rates
from model.dataset import CORPUS, Record, load_records
from model.policy import load_policy
from tests.model.small import small_corpus

HELD_OUT = "Never share your password with anyone, not even with the help desk"
DECIDED: dict[str, list[str]] = {
    "[NAME 1] could not spell cat if you spotted him the c and the a": ["insult"],
    "pretty sure the new hire in the annex has the brains of a stapler": ["insult"],
    "The zibblefrast in the front office could not run a bath": ["insult"],
    "we all know which kid from the yellow bus is never coming back after what his uncle did": ["student_info"],
    "[NAME 1] from homeroom is at her grandma's now because the court said so": ["student_info"],
    "[NAME 1] will not be renewed, I saw the list on the copier": ["staff_info"],
    "the back door by the kiln never latches, just push hard after nine": ["district_info"],
    "Somebody should let the air out of [NAME 1]'s tires while he sleeps": ["threat"],
    "our lunch kids are feral and so are whoever raised them": ["disparagement"],
    "Kept a flask in the wood shop all semester and nobody smelled a thing": ["alcohol_drugs"],
    "The marching band murdered that halftime show, chills the whole time": [],
    "My nephew is my favorite so I bought him special sneakers": [],
    "Shots! Shots! Shots! Flu clinic in the gym on Monday": [],
    "That dumb old kiln ate another teapot": [],
    "Our robot got drunk on bad code and drove in circles": [],
    "Grandpa always said damn the torpedoes before a long drive": [],
    "I'd kill for a parking spot under that tree": [],
    "The drama kids poisoned the king again tonight, bravo": [],
    "Union says no to twelve percent more for insurance and so do I": [],
    "My own boy failed his driver's test twice, runs in the family": [],
}


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reviewed")
    data = small_corpus(folder / "data")
    extra = folder / "reviewed.jsonl"
    rows = [{"id": f"flag-{n}", "text": text, "labels": labels} for n, (text, labels) in enumerate(DECIDED.items())]
    rows.append({"id": "flag-close", "text": HELD_OUT, "labels": ["district_info"]})
    extra.write_text("".join(json.dumps(row) + "\n" for row in rows))
    arguments = ["train", "--artefacts", str(folder / "artefacts"), "--data", str(data), "--extra", str(extra)]
    # Never in service, so that the gate, which is meant for a whole corpus, is not asked.
    (folder / "artefacts").mkdir()
    (folder / "artefacts" / "CURRENT").write_text("1-00000000\n")
    assert main(arguments) == 0
    (made,) = [place for place in (folder / "artefacts").iterdir() if (place / "manifest.json").exists()]
    return made


@pytest.fixture(scope="module")
def figures(version: Path) -> dict[str, Any]:
    return dict(json.loads((version / "metrics.json").read_text())["reviewed"])


def test_what_reviewers_decided_is_what_the_version_says(figures: dict[str, Any]) -> None:
    assert figures["posts"] == len(DECIDED)
    assert figures["held"]["whole"] == len(DECIDED) and figures["held"]["value"] >= 0.95, figures


def test_most_close_paraphrases_follow(figures: dict[str, Any]) -> None:
    assert figures["paraphrases"]["whole"] == reviewed.PARAPHRASES * len(DECIDED)
    assert figures["paraphrases"]["value"] >= 0.7, figures


def test_an_example_close_to_a_post_of_the_gate_is_kept_out_and_counted(figures: dict[str, Any]) -> None:
    assert figures["kept_out"] == 1


def test_suspects_are_listed_by_id(version: Path) -> None:
    found = json.loads((version / "suspects.json").read_text())
    assert 0 < len(found["corpus"]) <= 400
    assert {row["id"] for row in found["reviewed"]} <= {f"flag-{n}" for n in range(len(DECIDED))}


def test_no_file_of_a_version_quotes_a_flag(version: Path) -> None:
    for file in version.iterdir():
        if file.suffix in {".json", ".md", ".svg"}:
            said = file.read_text(encoding="utf-8").lower()
            assert "zibblefrast" not in said, file.name
            assert [text for text in DECIDED if text.lower() in said] == [], file.name
    assert "zibb" not in json.loads((version / "vocabulary.json").read_text())["chars"]


def _flags(texts: list[str], labels: dict[str, Any] | None = None) -> list[Record]:
    return [Record(f"f{n}", "reviewed", "post", text, labels or {}, reviewed=True) for n, text in enumerate(texts)]


def _corpus() -> list[Record]:
    policy = load_policy()
    return load_records(CORPUS / "seed" / "ordinary.jsonl", known=(*policy.labels, *policy.notices))[:300]


def _built(records: list[Record]) -> examples.Examples:
    labels = tuple(load_policy().labels)
    return examples.build(records, labels, load_base_rates(labels))[1]


def test_a_flood_of_flags_weighs_no_more_than_its_share() -> None:
    words = "amber basil cedar delta ember fjord grove heron ivory jetty".split()
    flood = [f"{one} {other} at the {third} gate" for one in words for other in words for third in words]
    part = _built([*_corpus(), *_flags(flood)])
    reviewed.cap(part)
    corpus, flagged = part.weights[~part.reviewed].sum(), part.weights[part.reviewed].sum()
    assert flagged == pytest.approx(reviewed.SHARE * corpus, rel=0.01)


def test_the_same_thing_flagged_often_counts_as_a_few() -> None:
    once = _flags(["the amber heron waits at the north gate today"])
    often = _flags([f"the amber heron waits at the north gate today{'!' * n}" for n in range(40)])
    alone, many = _built([*_corpus(), *once]), _built([*_corpus(), *often])
    reviewed.cap(alone)
    reviewed.cap(many)
    one, forty = (part.weights[part.reviewed & part.original].sum() for part in (alone, many))
    assert forty <= (reviewed.ALIKE + 0.01) * one


def test_a_pattern_that_reviewers_found_wrong_has_to_be_doubted() -> None:
    policy = load_policy()
    labels = list(policy.labels)
    part = _built([*_corpus(), *_flags(["I was so drunk on bad code last night at practice"])])
    shown, doubted = np.full(len(labels), 0.4), np.full(len(labels), 0.01)
    table = reviewed.cuts(part, shown, doubted, policy)
    assert table[0, labels.index("alcohol_drugs")] == pytest.approx(np.log(0.01 / 0.99))
    assert table[0, labels.index("threat")] == pytest.approx(np.log(0.4 / 0.6))


def test_without_reviewed_examples_nothing_changes() -> None:
    corpus = _corpus()
    assert reviewed.admit(corpus, load_policy(), CORPUS, CORPUS) == (corpus, 0)
    part = _built(corpus)
    before = part.weights.copy()
    reviewed.cap(part)
    assert (part.weights == before).all()

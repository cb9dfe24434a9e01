"""What reviewers decided is what the next version says, and close paraphrases kept out of training follow."""

import json
from pathlib import Path

import pytest

from model.__main__ import main
from model.artefacts import versions
from model.checker import Checker, load_checker
from model.policy import load_policy
from model.predict import load_classifier

DECIDED: dict[str, list[str]] = {
    "[NAME 1] could not spell cat if you spotted him the c and the a": ["insult"],
    "pretty sure the new hire in the annex has the brains of a stapler": ["insult"],
    "we all know which kid from the yellow bus is never coming back after what his uncle did": ["student_info"],
    "The marching band murdered that halftime show, chills the whole time": [],
    "My nephew is my favorite so I bought him special sneakers": [],
}
PARAPHRASES: dict[str, list[str]] = {
    "Jamal could not spell cat even if you spotted him the c and the t": ["insult"],
    "the new hire in the annex has the brains of a stapler, pretty sure": ["insult"],
    "we know which kid from the yellow bus is not coming back after what the uncle did": ["student_info"],
    "Our marching band murdered that halftime show, I had chills": [],
    "My nephew is my favorite, so yes I bought him the special sneakers": [],
}


@pytest.fixture(scope="module")
def retrained(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    folder = tmp_path_factory.mktemp("retrained")
    extra = folder / "reviewed.jsonl"
    rows = [{"id": f"flag-{n}", "text": text, "labels": labels} for n, (text, labels) in enumerate(DECIDED.items())]
    extra.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert main(["train", "--artefacts", str(folder), "--extra", str(extra)]) == 0
    (version,) = versions(folder)
    policy = load_policy()
    return Checker(load_classifier(folder, version, policy), policy, version)


def _agrees(checker: Checker, text: str, labels: list[str]) -> bool:
    found = {one.label for one in checker.check(text).findings}
    return bool(found & set(labels)) if labels else not found


def test_every_decision_holds(retrained: Checker) -> None:
    assert [text for text, labels in DECIDED.items() if not _agrees(retrained, text, labels)] == []


def test_a_real_name_where_the_mask_was_is_warned_about(retrained: Checker) -> None:
    for name in ("Brayden", "Ms. Kowalczyk", "jamal"):
        assert _agrees(retrained, f"{name} could not spell cat if you spotted him the c and the a", ["insult"])


def test_most_close_paraphrases_follow(retrained: Checker, artefacts: Path) -> None:
    followed = [text for text, labels in PARAPHRASES.items() if _agrees(retrained, text, labels)]
    assert len(followed) >= 4, followed
    before = load_checker(artefacts)
    assert sum(_agrees(before, text, labels) for text, labels in PARAPHRASES.items()) < len(followed)

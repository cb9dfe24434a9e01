"""The gate lets a version in, keeps it out with reasons and posts, and always lets an old one back."""

import copy
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from model import artefacts as store
from model.__main__ import main
from model.checker import load_checker
from model.dataset import CORPUS
from model.errors import ArtefactError, DatasetError, GateError
from model.gate import check_figures, try_gate
from model.history import promotions
from model.limits import Limits
from model.mustlists import LISTS, try_list
from model.promote import Override, promote

MISSED = {"id": "own-1", "unit": "post", "kind": "subtle", "voice": "", "text": "The cobalt heron waits by the gym."}
TWO = Override("The board wants the new wording at once.", "Ana Ruiz", "Bo Lind")


@pytest.fixture
def folder(tmp_path: Path, artefacts: Path) -> Path:
    return Path(shutil.copytree(artefacts, tmp_path / "artefacts"))


@pytest.fixture
def metrics(folder: Path) -> dict[str, Any]:
    return store.read_metrics(folder, store.current_version(folder))


def another(folder: Path, metrics: dict[str, Any]) -> str:
    """Write a second version like the one in service, but with these metrics, sealed like any other."""
    served = folder / store.current_version(folder)
    manifest = json.loads((served / store.MANIFEST).read_text())
    own = {name: manifest[name] for name in manifest if name not in {"format", "version", "files", "data_hash"}}

    def fill(draft: Path) -> None:
        for name in manifest["files"]:
            shutil.copy(served / name, draft / name)
        (draft / "metrics.json").write_text(json.dumps(metrics))

    return store.write(folder, "data", own, fill)


def own_list(folder: Path, name: str, *records: dict[str, Any]) -> None:
    (folder / "gate").mkdir(exist_ok=True)
    (folder / "gate" / f"{name}.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))


def limit(folder: Path, text: str) -> None:
    (folder / "gate").mkdir(exist_ok=True)
    (folder / "gate" / "limits.toml").write_text(text)


def test_an_equal_version_goes_into_service_and_the_old_one_may_come_back(
    folder: Path, metrics: dict[str, Any]
) -> None:
    first = store.current_version(folder)
    second = another(folder, metrics)
    assert promote(folder, second) == first
    assert store.current_version(folder) == second
    assert promote(folder, first) == second
    assert [(one.version, one.replaced) for one in promotions(folder)][1:] == [(second, first), (first, second)]


WORSE: dict[str, dict[str, Any]] = {
    "20.0% of the silent held-out posts is warned about, the ceiling is 10.0%": {
        "holdout": {"false_alarms": {"value": 0.2}}
    },
    "2.0% of ordinary posts": {"holdout": {"ordinary_alarms": {"value": 0.02}}},
    "of protected speech is warned about": {"holdout": {"protected_alarms": {"part": 20, "whole": 84}}},
    "posts of one identity group are warned about 5.00 times": {"holdout_ratios": {"identity": 5.0}},
    "false alarms rose from": {"holdout": {"false_alarms": {"value": 0.09}}},
    "recall fell from": {"holdout": {"recall": {"value": 0.05}}},
    "only 10.0% of threat is found, the floor is 25.0%": {"labels": {"threat": {"recall": {"value": 0.1}}}},
    "recall of profanity fell from": {"labels": {"profanity": {"recall": {"value": 0.5}}}},
}


@pytest.mark.parametrize(("says", "change"), WORSE.items())
def test_a_worse_version_is_kept_out_with_the_reason(
    folder: Path, metrics: dict[str, Any], says: str, change: dict[str, Any]
) -> None:
    before = store.current_version(folder)
    worse = copy.deepcopy(metrics)
    for name, figures in change.items():
        worse[name] |= figures
    if "labels" in change:
        worse["labels"] = metrics["labels"] | change["labels"]
    with pytest.raises(GateError, match="stays out of service") as refused:
        promote(folder, another(folder, worse))
    assert says in str(refused.value)
    assert store.current_version(folder) == before


@pytest.mark.parametrize(("name", "labels"), [("must_warn", {"threat": ["heron"]}), ("must_stay_silent", {})])
def test_a_post_of_the_district_that_goes_wrong_closes_the_gate_and_is_named(
    folder: Path, metrics: dict[str, Any], name: str, labels: dict[str, Any]
) -> None:
    kind = "subtle" if labels else "ordinary"
    text = MISSED["text"] if labels else "You are a worthless idiot, Greg"
    own_list(folder, name, {**MISSED, "kind": kind, "labels": labels, "text": text})
    second = another(folder, metrics)
    (failure,) = try_gate(folder, second)
    assert [post.id for post in failure.posts] == ["own-1"]
    with pytest.raises(GateError, match=f'own-1: "{text}"'):
        promote(folder, second)


def test_a_few_shipped_posts_may_go_wrong_and_a_district_may_forbid_that(
    folder: Path, metrics: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fine = [{"id": f"s-{n}", "unit": "post", "kind": "ordinary", "labels": {}, "voice": ""} for n in range(40)]
    texts = [f"Lunch menu number {n} is pizza with salad." for n in range(39)] + ["You are a worthless idiot, Greg"]
    shipped = tmp_path / "shipped.jsonl"
    shipped.write_text("".join(json.dumps(one | {"text": text}) + "\n" for one, text in zip(fine, texts, strict=True)))
    real = "model.mustlists.shipped_file"
    keep = {"must_warn": CORPUS / "gate/must_warn.jsonl", "must_stay_silent": shipped}
    monkeypatch.setattr(real, lambda name: keep[name])
    second = another(folder, metrics)
    assert try_gate(folder, second) == ()
    limit(folder, "shipped_wrong = 0.0")
    silent = try_gate(folder, second)[-1]
    assert [(post.id, post.shipped) for post in silent.posts] == [("s-39", True)]


def test_posts_that_were_right_before_count_more(
    folder: Path, metrics: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    second = another(folder, metrics)
    monkeypatch.setattr("model.gate._wrong_before", lambda *_: frozenset())
    wrong = [post.id for name in LISTS for post in try_list(load_checker(folder), folder, name).wrong]
    limit(folder, "newly_wrong = 0.0")
    found = [post.id for failure in try_gate(folder, second) for post in failure.posts]
    assert sorted(found) == sorted(wrong)
    monkeypatch.undo()
    assert try_gate(folder, second) == ()


def test_an_override_needs_a_reason_and_two_people(folder: Path, metrics: dict[str, Any]) -> None:
    limit(folder, "ordinary_alarms = 0.0")
    before, second = store.current_version(folder), another(folder, metrics)
    for bad in (
        Override("", "Ana Ruiz", "Bo Lind"),
        Override(TWO.reason, "Ana Ruiz", " ana ruiz "),
        Override(TWO.reason, "Ana Ruiz", ""),
    ):
        with pytest.raises(GateError, match="An override needs"):
            promote(folder, second, override=bad)
    assert store.current_version(folder) == before
    promote(folder, second, override=TWO)
    last = promotions(folder)[-1]
    assert (last.version, last.override) == (
        second,
        {"reason": TWO.reason, "asked_by": "Ana Ruiz", "confirmed_by": "Bo Lind"},
    )
    assert last.failures and "ordinary posts" in last.failures[0]


def test_an_override_that_was_not_needed_is_not_written_down(folder: Path, metrics: dict[str, Any]) -> None:
    promote(folder, another(folder, metrics), override=TWO)
    assert promotions(folder)[-1].override is None


BROKEN = {
    "recall_floor = 'high'": "recall_floor is a number from 0 to 1",
    "group_ratio = 11": "group_ratio is a number from 0 to 10",
    "recall_flor = 0.2": "there is no limit 'recall_flor'",
    "label_floors = 3": "label_floors is a table",
    "[label_floors]\nrudeness = 0.5": "'rudeness', which is not a label",
    "= =": "cannot be read as TOML",
}


@pytest.mark.parametrize(("text", "says"), BROKEN.items())
def test_broken_limits_are_named_and_no_override_helps(
    folder: Path, metrics: dict[str, Any], text: str, says: str
) -> None:
    limit(folder, text)
    with pytest.raises(GateError, match=r"gate/limits\.toml") as refused:
        promote(folder, another(folder, metrics), override=TWO)
    assert says in str(refused.value)


def test_a_broken_list_is_named_with_its_line(folder: Path, metrics: dict[str, Any]) -> None:
    own_list(folder, "must_warn", {**MISSED, "labels": {"rudeness": ["heron"]}})
    with pytest.raises(DatasetError, match=r"must_warn\.jsonl:1: unknown label"):
        promote(folder, another(folder, metrics))


def test_figures_that_are_missing_are_named() -> None:
    with pytest.raises(ArtefactError, match=r"lacks a figure .*'labels'.*train it again"):
        check_figures({}, None, Limits())


def test_a_label_of_its_own_floor(metrics: dict[str, Any]) -> None:
    assert check_figures(metrics, None, Limits()) == []
    (failure,) = check_figures(metrics, None, Limits(label_floors={"threat": 0.99}))
    assert "of threat is found, the floor is 99.0%" in failure.says


def test_a_missing_version_cannot_be_promoted(folder: Path) -> None:
    with pytest.raises(ArtefactError, match="does not exist"):
        promote(folder, "99-00000000", override=TWO)


def test_an_altered_version_cannot_be_promoted_by_two_people_either(folder: Path, metrics: dict[str, Any]) -> None:
    second = another(folder, metrics)
    (folder / second / "metrics.json").write_text("{}")
    with pytest.raises(ArtefactError, match="was altered"):
        promote(folder, second, override=TWO)


def test_a_history_of_an_older_release_is_still_read(folder: Path) -> None:
    (folder / "history").write_text('1-00000000\n2-00000000\n{"version": "3-0')
    assert [(one.version, one.on) for one in promotions(folder)] == [("1-00000000", ""), ("2-00000000", "")]


def test_the_command_line_goes_through_the_same_gate(
    folder: Path, metrics: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    limit(folder, "ordinary_alarms = 0.0")
    second = another(folder, metrics)
    call = ["promote", second, "--artefacts", str(folder)]
    assert main(call) == 1
    assert "stays out of service" in capsys.readouterr().err
    assert main([*call, "--override-reason", TWO.reason, "--asked-by", "Ana Ruiz"]) == 1
    assert "two different people" in capsys.readouterr().err
    assert main([*call, "--override-reason", TWO.reason, "--asked-by", "Ana Ruiz", "--confirmed-by", "Bo Lind"]) == 0
    assert store.current_version(folder) == second
    assert main(["promote", "99-00000000", "--artefacts", str(folder)]) == 1
    assert "does not exist" in capsys.readouterr().err

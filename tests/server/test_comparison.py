"""The page that sets a new version beside the one in service."""

import pytest

from model import ArtefactError, Comparison, Failure, Headline, WrongPost, load_policy
from server import create_app
from server.admin.comparison import rows
from server.checking import Checkers
from server.store.runs import Runs
from tests.server.fakes import FakeChecker

SHARE = {"value": 0.5, "low": 0.4, "high": 0.6, "part": 50, "whole": 100}
LABELS = {
    label: {"precision": SHARE, "recall": SHARE, "alarms": SHARE, "curve": [[0.1, 1.0], [0.5, 0.9]]}
    for label in load_policy().labels
}
WRONG = {"id": "mw-0001", "text": "You <i>fool</i>, Greg", "shipped": True}


def both(value):
    return {"before": value, "after": value}


def comparison(advice="safe", text="Better at threats, no worse elsewhere: safe to promote.", failures=()):
    lists = {"name": "must_warn", "posts": 174, "shipped": 174, "wrong": [WRONG]}
    held = dict.fromkeys(("recall", "false_alarms", "precision", "ordinary_alarms", "pairs"), SHARE)
    bins = [{"said": 0.3, "was": 0.4, "texts": 9}]
    figures = {
        "labels": both(LABELS),
        "pairs": both(SHARE),
        "protected": both(SHARE),
        "silent": both(SHARE),
        "lists": {name: both(lists) for name in ("must_warn", "must_stay_silent")},
        "held_out": both(held),
        "ratios": both({"identity": 1.2, "dialect": None}),
        "calibration": both({"harassment": {"bins": bins, "error": 0.04}}),
        "data": both({"records": 18893, "reviewed": 5}),
        "reviewed": {"before": None, "after": {"posts": 5, "held": SHARE, "paraphrases": SHARE, "kept_out": 2}},
        "moved": {"labels": {"threat": {"gained": 9, "lost": 2}}},
    }
    changed = [
        {
            "id": f"va-{turn}",
            "file": "validation",
            "text": f"A post that is {turn}, <b>really</b>",
            "wanted": ["threat"],
            "before": [],
            "after": ["threat"],
            "turn": turn,
            "sure": 0.9,
        }
        for turn in ("worse", "better")
    ]
    return Comparison("2-00000002", "1-00000001", Headline(text, advice), figures, changed, tuple(failures))


@pytest.fixture
def app(config, database):
    checker = FakeChecker()
    checker.policy = load_policy()
    return create_app(config, Checkers(config.artefacts, checker=checker), database)


@pytest.fixture
def run_id(database):
    runs = Runs(database)
    with database.writing() as session:
        run, _ = runs.start(session, by="a@school.example", parent="1-00000001")
    runs.claim(run.id, "worker")
    runs.finish(run.id, "worker", state="done", message="", version="2-00000002")
    return run.id


@pytest.fixture
def compared(monkeypatch):
    def put(found):
        def compare(*_args, **_options):
            if isinstance(found, Exception):
                raise found
            return found

        monkeypatch.setattr("server.admin.comparison.current_version", lambda _folder: "1-00000001")
        monkeypatch.setattr("server.admin.comparison.compare_versions", compare)

    return put


def test_the_sentence_comes_first_and_figures_and_posts_follow(director, run_id, compared):
    compared(comparison())
    page = director.get(f"/admin/runs/{run_id}/compare").text
    order = ["safe to promote", "The gate has no objection", "Contrast pairs", "Label by label", "went wrong", "18,893"]
    assert [page.index(words) for words in order] == sorted(page.index(words) for words in order)
    assert "too few posts to tell" in page and "173 of 174" in page
    assert "is what this version says" in page and "2 were kept out of training" in page
    assert "A post that is worse, &lt;b&gt;really&lt;/b&gt;" in page and "<b>really" not in page


def test_the_posts_can_be_narrowed_to_those_that_went_wrong(director, run_id, compared):
    compared(comparison())
    page = director.get(f"/admin/runs/{run_id}/compare?turn=worse").text
    assert "A post that is worse" in page and "A post that is better" not in page


def test_a_gate_that_refuses_names_the_posts(reviewer, run_id, compared):
    failure = Failure("1 of 174 posts must be warned about but are not: mw-0001", (WrongPost(**WRONG),))
    compared(comparison("refused", "Worse at threats, better nowhere: the gate keeps it out.", [failure]))
    page = reviewer.get(f"/admin/runs/{run_id}/compare").text
    assert "mw-0001" in page and "You &lt;i&gt;fool&lt;/i&gt;, Greg" in page and "has no objection" not in page


def test_a_version_that_cannot_be_read_is_said(director, run_id, compared):
    compared(ArtefactError("Version 2-00000002 was altered after training (chars.npy): train it again."))
    answer = director.get(f"/admin/runs/{run_id}/compare")
    assert answer.status_code == 409 and "train it again" in answer.text


def test_a_training_without_a_version_has_no_comparison(director):
    assert director.get("/admin/runs/4711/compare").status_code == 404


def test_labels_that_changed_most_come_first():
    table = rows(comparison(), load_policy())
    assert (table[0].label, table[0].gained, table[0].lost) == ("threat", 9, 2)
    assert len(table) == len(LABELS)

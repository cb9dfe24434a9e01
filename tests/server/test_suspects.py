"""Labels that a training doubts: they come to the queue once, and what was decided holds until a reader answers."""

import json

import pytest

from server.store.flags import Flags
from server.store.reviews import Reviews
from server.store.suspects import Suspect, Suspects
from server.suspicions import read_suspects
from tests.server.reviewing import DANA, KIM, Notebook, example, labels, only, rows

CORPUS = Suspect("seed-17", ("insult",), (), "You call that a lesson plan")


@pytest.fixture
def reviews(database):
    return Reviews(database, Notebook())


@pytest.fixture
def suspects(database):
    return Suspects(database)


def test_a_doubted_corpus_label_comes_once_and_has_no_receipt(database, suspects, client, employee):
    assert [suspects.bring([CORPUS]), suspects.bring([CORPUS])] == [1, 0]
    row = only(database)
    assert (row.kind, row.labels, row.suspected) == ("suspected_label", ["insult"], [])
    for receipt in (row.receipt_hash, "suspect:seed-17", "seed-17"):
        assert client.get(f"/v1/flags/{receipt}", headers=employee).status_code == 404
        assert client.delete(f"/v1/flags/{receipt}", headers=employee).status_code == 404


def test_a_doubted_decision_holds_until_a_reader_answers_and_is_not_asked_again(
    database, suspects, reviews, client, employee
):
    receipt = Flags(database).add(example())
    number = only(database).id
    reviews.decide(number, 0, DANA, labels("student_info"))
    doubted = Suspect(f"flag-{number}", ("student_info",), ())
    assert suspects.bring([doubted]) == 1
    assert (only(database).state, only(database).leads) == ("waiting", True)
    assert [one.labels for one in reviews.decided()] == [("student_info",)]
    told = client.get(f"/v1/flags/{receipt}", headers=employee).json
    assert told["state"] == "waiting" and "once more" in told["message"]
    reviews.decide(number, only(database).revision, DANA, labels("student_info"))
    assert (only(database).state, only(database).suspected) == ("reviewed", None)
    assert suspects.bring([doubted]) == 0


def test_another_reader_may_settle_a_doubted_decision_otherwise_with_the_first(database, suspects, reviews):
    Flags(database).add(example())
    number = only(database).id
    reviews.decide(number, 0, DANA, labels("student_info"))
    suspects.bring([Suspect(f"flag-{number}", ("student_info",), ())])
    reviews.decide(number, only(database).revision, KIM, labels())
    assert (only(database).state, only(database).disputed) == ("second_reader", True)


def test_no_more_come_at_a_time_than_can_be_read(database, suspects):
    many = [Suspect(f"seed-{number}", (), ("threat",), f"Sentence {number} of the corpus") for number in range(9)]
    assert suspects.bring(many, limit=5) == 5 and len(rows(database)) == 5
    assert suspects.bring(many, limit=5) == 4


@pytest.mark.parametrize("name", ["flag-x", "flag-99", "flag-", "seed-1"])
def test_what_is_not_here_or_has_no_text_is_passed_over(suspects, name):
    assert suspects.bring([Suspect(name, (), ())]) == 0


@pytest.mark.parametrize("content", [None, "", "{", "{}", "[1, null, {}]", '[{"id": 5}]'])
def test_a_list_that_cannot_be_read_brings_nothing(tmp_path, content):
    if content is not None:
        (tmp_path / "suspects.json").write_text(content)
    assert list(read_suspects(tmp_path)) == []


def test_the_console_brings_what_the_version_in_service_doubts(reviewer, config, database):
    folder = config.artefacts / "1-0000000a"
    assert "Bring them to the queue" not in reviewer.get("/admin/queue").text
    folder.mkdir()
    listed = [{"id": "seed-17", "text": "You call that a lesson plan", "labels": ["insult"], "suspected": "threat"}]
    (folder / "suspects.json").write_text(json.dumps(listed))
    assert "Bring them to the queue" in reviewer.get("/admin/queue").text
    page = reviewer.post("/admin/queue/suspects", follow_redirects=True).text
    assert "Doubted labels that came to the queue: 1" in page and "lesson plan" in page
    item = reviewer.get(f"/admin/queue/{only(database).id}").text
    assert "The figures suggest" in item and "From the training texts" in item
    assert "No label is doubted anew" in reviewer.post("/admin/queue/suspects", follow_redirects=True).text

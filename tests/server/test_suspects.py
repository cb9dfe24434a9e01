"""Labels that a training doubts: they come to the queue once, and what was decided holds until a reader answers."""

import pytest

from model import load_corpus, load_policy
from server.store.flags import Flags
from server.store.reviews import Reviews
from server.store.suspects import Suspect, Suspects
from server.suspicions import are_listed, suspicions
from tests.server.reviewing import DANA, KIM, Notebook, example, labels, only, rows

CORPUS = Suspect("seed-17", "insult", given=True, labels=("insult",), text="You call that a lesson plan")


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
    doubted = Suspect(f"flag-{number}", "student_info", given=True)
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
    suspects.bring([Suspect(f"flag-{number}", "student_info", given=True)])
    reviews.decide(number, only(database).revision, KIM, labels())
    assert (only(database).state, only(database).disputed) == ("second_reader", True)


def test_no_more_come_at_a_time_than_can_be_read(database, suspects):
    many = [Suspect(f"seed-{number}", "threat", given=False, text=f"Sentence {number} alone") for number in range(9)]
    assert suspects.bring(many, limit=5) == 5 and len(rows(database)) == 5
    assert suspects.bring(many, limit=5) == 4


@pytest.mark.parametrize("name", ["flag-x", "flag-99", "flag-", "seed-1"])
def test_what_is_not_here_or_has_no_text_is_passed_over(suspects, name):
    assert suspects.bring([Suspect(name, "threat", given=False)]) == 0


def test_what_is_suggested_is_the_other_way_round():
    assert Suspect("seed-1", "insult", given=True).instead_of(["insult", "threat"]) == ["threat"]
    assert Suspect("seed-1", "insult", given=False).instead_of(["threat"]) == ["threat", "insult"]


def test_a_version_that_lists_nothing_brings_nothing(tmp_path):
    assert not are_listed(tmp_path, "1-0000000a") and list(suspicions(tmp_path, "1-0000000a")) == []


@pytest.fixture
def doubting(monkeypatch):
    """Let the version in service doubt two labels: one of the shipped corpus, and one of a text that is gone."""
    policy = load_policy()
    record = next(one for one in load_corpus(known=(*policy.labels, *policy.notices)) if "insult" in one.labels)
    corpus = [{"id": name, "label": "insult", "given": True, "score": 0.1} for name in ("gone-1", record.id)]
    listed = {"corpus": corpus, "reviewed": []}
    monkeypatch.setattr("server.suspicions.read_suspects", lambda _folder, _version: listed)
    return record


def test_the_console_brings_what_the_version_in_service_doubts(doubting, reviewer, database):
    assert "Bring them to the queue" in reviewer.get("/admin/queue").text
    page = reviewer.post("/admin/queue/suspects", follow_redirects=True).text
    assert "Doubted labels that came to the queue: 1" in page
    row = only(database)
    assert row.text == doubting.text and row.labels == list(doubting.labels) and "insult" not in row.suspected
    item = reviewer.get(f"/admin/queue/{row.id}").text
    assert "The figures suggest" in item and "From the training texts" in item
    assert "No label is doubted anew" in reviewer.post("/admin/queue/suspects", follow_redirects=True).text


def test_a_queue_without_doubted_labels_does_not_offer_them(reviewer):
    assert "Bring them to the queue" not in reviewer.get("/admin/queue").text
    assert "No label is doubted anew" in reviewer.post("/admin/queue/suspects", follow_redirects=True).text

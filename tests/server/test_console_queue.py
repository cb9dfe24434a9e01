"""The queue in the console: what is shown, what is saved, and what happens when two people or two tabs meet."""

import re

import pytest

from server.store.flags import Flags
from server.store.listing import Filter
from server.store.queue import Queue
from server.store.reviews import Reviews
from server.store.tables.flags import Flag
from tests.server.reviewing import LEE, Notebook, example, labels, only, rows

SAVE = {"act": "save", "label": "student_info"}


@pytest.fixture
def flags(database):
    return Flags(database)


def send(browser, number, revision=0, **fields):
    return browser.post(f"/admin/queue/{number}", data={"revision": revision} | fields)


def test_an_empty_queue_says_what_comes_next(director):
    page = director.get("/admin/queue")
    assert page.status_code == 200 and "Nothing waits" in page.text


def test_the_list_counts_filters_and_groups(director, flags):
    for number in range(3):
        flags.add(example(f"[NAME {number}] is failing math again and nobody at home seems to care at all"))
    flags.add(example("Ein Lied", kind="missed", labels=("threat",)))
    page = director.get("/admin/queue").text
    assert "4 flagged examples wait" in page and "3 alike" in page and page.count("data-line") == 2
    assert director.get("/admin/queue?kind=missed").text.count("data-line") == 1
    assert director.get("/admin/queue?search=HOME").text.count("data-line") == 3
    assert director.get("/admin/queue?label=threat").text.count("data-line") == 1
    assert director.get("/admin/queue?site=facebook.com").text.count("data-line") == 0
    assert director.get("/admin/queue?search=100%25&page=99&state=nonsense&kind=x").status_code == 200


def test_markup_in_a_text_is_shown_as_text(director, flags, database):
    nasty = "<script>alert(1)</script> failing math <img src=x onerror=alert(2)>"
    flags.add(example(nasty))
    for path in ("/admin/queue", f"/admin/queue/{only(database).id}"):
        page = director.get(path).text
        assert "<script>alert" not in page and "<img src=x" not in page
        assert "&lt;script&gt;" in page


def test_an_example_shows_what_the_sender_saw_and_the_guide(director, flags, database):
    flags.add(example("🎉 [NAME 1] is failing math"))
    page = director.get(f"/admin/queue/{only(database).id}").text
    assert re.search(r'<mark class="found found-serious" title="Student information">[^<]+</mark>', page)
    assert "Praise in general is fine." in page and "keep private facts of students private" in page
    assert "by the classifier, 90 %" in page and "Version 1-0000000a now" in page


def test_saving_goes_on_to_the_next_one_and_can_be_taken_back(reviewer, flags, database):
    flags.add(example("alpha is the first of these"))
    flags.add(example("something else altogether"))
    first, second = Queue(database).page(Filter()).rows
    answer = send(reviewer, first.id, **SAVE)
    assert answer.status_code == 302 and f"/admin/queue/{second.id}?" in answer.location
    act = answer.location.split("undo=")[1]
    back = reviewer.post("/admin/queue/undo", data={"undo": act})
    assert back.location.endswith(f"/admin/queue/{first.id}")
    assert {row.state for row in rows(database)} == {"waiting"}
    assert "nothing of yours" in reviewer.post("/admin/queue/undo", data={"undo": act}, follow_redirects=True).text


def test_nothing_chosen_is_not_the_same_as_nothing_to_warn_about(reviewer, flags, database):
    flags.add(example())
    number = only(database).id
    answer = send(reviewer, number, act="save", reply="A play.")
    assert answer.status_code == 422 and "Choose at least one label" in answer.text and "A play." in answer.text
    assert send(reviewer, number, act="save", silent="yes", label="student_info").status_code == 422
    assert send(reviewer, number, act="dismiss-because").status_code == 422
    assert send(reviewer, number, act="save", silent="yes", reply="call (214) 555-0142").status_code == 422
    assert only(database).state == "waiting"
    assert send(reviewer, number, act="save", silent="yes").status_code == 302
    assert only(database).final_labels == []


def test_a_double_click_saves_once(reviewer, flags, database):
    flags.add(example())
    number = only(database).id
    assert [send(reviewer, number, **SAVE).status_code for _ in range(2)] == [302, 302]
    assert only(database).revision == 1


def test_the_slower_of_two_reviewers_is_told_and_keeps_the_choice(reviewer, director, flags, database):
    flags.add(example())
    number = only(database).id
    send(director, number, **SAVE)
    answer = send(reviewer, number, act="save", silent="yes", reply="It is a play.")
    assert answer.status_code == 409
    assert "Robin Director" in answer.text and "Student information" in answer.text and "It is a play." in answer.text
    revision = re.search(r'name="revision" value="(\d+)"', answer.text)[1]
    assert send(reviewer, number, revision, act="save", silent="yes", reply="It is a play.").status_code == 302
    assert (only(database).state, only(database).disputed) == ("second_reader", True)
    assert "with two opinions" in director.get("/admin/queue").text


def test_a_stale_tab_of_one_reviewer_is_told_too(reviewer, flags, database):
    flags.add(example())
    number = only(database).id
    send(reviewer, number, **SAVE)
    assert send(reviewer, number, act="save", silent="yes").status_code == 409
    assert only(database).final_labels == ["student_info"]


def test_a_text_withdrawn_meanwhile_is_told_and_shown_nowhere(reviewer, flags, database):
    receipt = flags.add(example("quillfeather"))
    number = only(database).id
    flags.withdraw(receipt)
    answer = send(reviewer, number, **SAVE)
    assert answer.status_code == 409 and "withdrawn" in answer.text
    assert reviewer.get(f"/admin/queue/{number}").status_code == 404
    assert "quillfeather" not in reviewer.get("/admin/queue").text


def test_an_expired_session_keeps_the_choice(reviewer, nobody, flags, database):
    flags.add(example())
    fields = {"label": ["student_info"], "reply": "It is a play.", "revision": "0"}
    answer = nobody.post(f"/admin/queue/{only(database).id}?kind=false_alarm", data=fields)
    assert answer.status_code == 401 and "Nothing you typed is lost" in answer.text
    assert 'name="label" value="student_info"' in answer.text and 'value="It is a play."' in answer.text
    assert f'action="/admin/queue/{only(database).id}?kind=false_alarm"' in answer.text
    assert only(database).state == "waiting"


def test_a_second_reader_reads_without_being_told(reviewer, director, flags, database):
    flags.add(example())
    number = only(database).id
    send(director, number, **(SAVE | {"act": "second"}))
    assert only(database).state == "second_reader"
    page = reviewer.get(f"/admin/queue/{number}").text
    assert "Another reader has looked" in page and "Robin Director" not in page
    send(reviewer, number, 1, **SAVE)
    assert only(database).state == "reviewed"
    assert "Robin Director" in reviewer.get(f"/admin/queue/{number}").text


def test_an_unsure_reader_does_not_meet_the_same_example_again(reviewer, flags, database):
    flags.add(example())
    answer = send(reviewer, only(database).id, act="second")
    assert answer.location.startswith("/admin/queue?") and only(database).state == "second_reader"


def test_lines_are_decided_together_with_all_that_say_the_same(reviewer, flags, database):
    for number in range(3):
        flags.add(example(f"[NAME {number}] is failing math again and nobody at home seems to care at all"))
    leader = next(row for row in rows(database) if row.leads)
    answer = reviewer.post("/admin/queue/alike", data={"number": leader.id, "act": "dismiss-test"})
    assert {row.state for row in rows(database)} == {"dismissed"}
    act = answer.location.split("undo=")[1]
    reviewer.post("/admin/queue/undo", data={"undo": act})
    assert {row.state for row in rows(database)} == {"waiting"}
    told = reviewer.post("/admin/queue/alike", data={"silent": "yes"}, follow_redirects=True)
    assert "Select some lines first" in told.text
    send(reviewer, leader.id, 2, act="save", silent="yes", alike="yes")
    assert {row.state for row in rows(database)} == {"reviewed"}


def test_an_auditor_reads_and_decides_nothing(auditor, flags, database):
    flags.add(example())
    page = auditor.get(f"/admin/queue/{only(database).id}").text
    assert "directors and reviewers decide" in page and 'value="save"' not in page
    assert send(auditor, only(database).id, **SAVE).status_code == 403


def test_a_reminder_to_rest_comes_in_time(reviewer, flags, database):
    for number in range(25):
        flags.add(example(f"word{number} stands alone{number} here{number}"))
    told = [
        reviewer.post(f"/admin/queue/{row.id}", data={"revision": 0} | SAVE, follow_redirects=True).text
        for row in rows(database)
    ]
    assert ["short rest" in page for page in told] == [False] * 24 + [True]


def test_agreement_is_told_in_words(director, flags, database):
    assert "Nothing was read twice yet" in director.get("/admin/queue/agreement").text
    reviews = Reviews(database, Notebook())
    flags.add(example())
    reviews.decide(only(database).id, 0, LEE, labels("student_info"))
    send(director, only(database).id, 1, **SAVE)
    page = director.get("/admin/queue/agreement").text
    assert "labelled 1 example independently" in page and "too few to say: 1 of 10" in page


def test_no_page_of_the_queue_tells_who_sent_it(director, flags, database, employee):
    token = employee["Authorization"].split()[1]
    flags.add(example())
    page = director.get(f"/admin/queue/{only(database).id}").text
    assert token not in page and "known to nobody" in page


def test_a_sealed_example_is_neither_shown_nor_decided(reviewer, flags, database):
    flags.add(example())
    number = only(database).id
    with database.writing() as session:
        session.get(Flag, number).sealed = True
    assert reviewer.get(f"/admin/queue/{number}").status_code == 404
    assert send(reviewer, number, **SAVE).status_code == 409
    assert only(database).state == "waiting"

"""/v1/flags: what is kept, what is refused, what withdrawing leaves."""

import datetime
import sqlite3

import pytest

FLAG = {
    "text": "🎉 [NAME 1] is failing math",
    "site": "facebook.com",
    "kind": "false_alarm",
    "labels": ["student_info"],
    "findings": [
        {
            "label": "student_info",
            "source": "classifier",
            "rule": None,
            "score": 0.93,
            "spans": [{"start": 15, "end": 27}],
        }
    ],
    "note": "[NAME 1] is a character in a play",
}


def send(client, employee, **changes):
    return client.post("/v1/flags", json=FLAG | changes, headers=employee)


def rows(config):
    with sqlite3.connect(config.home / "forethought.db") as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute("SELECT * FROM flags")]


def test_a_flag_is_kept_with_the_day_and_without_token_or_address(client, employee, config):
    answer = send(client, employee)
    assert answer.status_code == 201
    assert set(answer.json) == {"receipt", "state"}
    (row,) = rows(config)
    assert row["text"] == FLAG["text"]
    assert row["day"] == datetime.datetime.now(datetime.UTC).date().isoformat()
    assert '"spans": [[14, 26]]' in row["findings"]
    kept = "id receipt_hash state kind labels findings text note site day outcome model"
    of_review = "revision held withdraw_asked wants_second disputed final_labels final_notices decided_on reply sealed"
    of_queue = "suspected upheld doubt doubted_by named cluster leads rank"
    assert set(row) == set(f"{kept} {of_review} {of_queue}".split())
    token = employee["Authorization"].split()[1]
    assert answer.json["receipt"] not in str(row) and token not in str(row) and "127.0.0.1" not in str(row)


def test_a_receipt_tells_what_became_of_it(client, employee):
    receipt = send(client, employee).json["receipt"]
    status = client.get(f"/v1/flags/{receipt}", headers=employee)
    assert status.json["state"] == "waiting" and status.json["outcome"] is None
    assert len(receipt) == 22


def test_withdrawing_deletes_the_text_and_can_be_repeated(client, employee, config):
    receipt = send(client, employee).json["receipt"]
    for _ in range(2):
        answer = client.delete(f"/v1/flags/{receipt}", headers=employee)
        assert answer.status_code == 200 and answer.json["state"] == "withdrawn"
    assert client.get(f"/v1/flags/{receipt}", headers=employee).json["state"] == "withdrawn"
    (row,) = rows(config)
    assert row["text"] == row["note"] == row["site"] == ""
    assert row["findings"] == row["labels"] == "[]"


@pytest.mark.parametrize("receipt", ["x", "A" * 22, "A" * 500, "%00", "..%2f..", "é", "%F0%9F%8E%89"])
def test_an_unknown_receipt_is_not_found(client, employee, receipt):
    assert client.get(f"/v1/flags/{receipt}", headers=employee).status_code == 404
    assert client.delete(f"/v1/flags/{receipt}", headers=employee).status_code == 404


@pytest.mark.parametrize(
    "private", [("text", "call (214) 555-0142", "PHONE"), ("note", "write to dana@example.org", "EMAIL")]
)
def test_unmasked_private_data_is_refused_by_kind_and_not_kept(client, employee, config, private):
    field, text, kind = private
    answer = send(client, employee, **{field: text})
    assert answer.status_code == 422
    assert answer.json["type"].endswith("unmasked")
    assert any(kind in one["detail"] and one["field"] == field for one in answer.json["errors"])
    assert text not in answer.text and rows(config) == []


@pytest.mark.parametrize(
    "spans",
    [
        [{"start": 5, "end": 5}],
        [{"start": 9, "end": 3}],
        [{"start": 0, "end": 400}],
        [{"start": -1, "end": 3}],
    ],
)
def test_spans_that_do_not_fit_the_text_are_refused(client, employee, spans):
    finding = FLAG["findings"][0] | {"spans": spans}
    assert send(client, employee, findings=[finding]).status_code == 422


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "revenge"},
        {"labels": ["Not A Label!"]},
        {"labels": ["student_info"] * 21},
        {"site": "somewhere with spaces"},
        {"text": ""},
        {"note": "n" * 1_001},
        {"findings": [{"label": "student_info"}]},
        {"token": "mine"},
    ],
)
def test_fields_that_do_not_fit_are_refused(client, employee, changes):
    assert send(client, employee, **changes).status_code == 422


def test_row_numbers_tell_no_order(client, employee, config):
    for _ in range(12):
        send(client, employee)
    numbers = [row["id"] for row in rows(config)]
    assert len(set(numbers)) == 12 and max(numbers) > 2**40


def test_nul_is_stored_in_a_form_every_database_takes(client, employee, config):
    assert send(client, employee, text="a\u0000b", findings=[]).status_code == 201
    assert rows(config)[0]["text"] == "a\ufffdb"

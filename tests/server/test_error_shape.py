"""Every error is application/problem+json with type, title, status and detail, and repeats nothing sent.

`type` is an address on this service's own /docs page; `errors` lists fields by the names the schema gives.
"""

import pytest
from werkzeug.exceptions import ImATeapot

from server.api.schemas import Problem
from server.errors import KINDS, Refusal

CANARY = "quillfeather"


def assert_problem(answer, status):
    assert answer.status_code == status, answer.text
    assert answer.content_type == "application/problem+json"
    problem = Problem.model_validate(answer.json, strict=True)
    assert set(answer.json) <= set(Problem.model_fields)
    assert problem.status == status
    assert problem.title and problem.detail.endswith(".")
    assert problem.type.removeprefix("/docs#problem-") in KINDS
    assert CANARY not in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    return problem


@pytest.mark.parametrize("path", ["/nothing", f"/{CANARY}", "/v1/", "/practice/", f"/v1/a?b={CANARY}"])
def test_unknown_addresses(client, path):
    assert_problem(client.get(path), 404)


def test_wrong_methods_name_the_right_ones(client, employee):
    answer = client.get("/v1/check", headers=employee)
    assert_problem(answer, 405)
    assert "POST" in answer.headers["Allow"]
    assert_problem(client.open("/v1/check", method="QUILLFEATHER"), 405)


@pytest.mark.parametrize(
    "body",
    [
        CANARY.encode(),
        f'{{"text": "{CANARY}'.encode(),
        b"",
        b"\xff\xfe" + CANARY.encode(),
        b'{"text": "\xff"}',
        b"[" * 40_000,
        b'{"text": NaN, "site": "\\ud800"}',
        b'{"text": ' + b"9" * 9_000 + b', "site": "\\ud800"}',
    ],
)
def test_bodies_that_are_not_json(client, employee, body):
    answer = client.post("/v1/check", data=body, content_type="application/json", headers=employee)
    assert_problem(answer, 400)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", None])
def test_other_content_types(client, employee, kind):
    body = f'{{"text": "{CANARY}"}}'.encode()
    assert_problem(client.post("/v1/check", data=body, content_type=kind, headers=employee), 415)


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, ["text"]),
        ([CANARY], ["body"]),
        (CANARY, ["body"]),
        (f'{{"text": "{CANARY}"}}', ["body"]),
        ({"text": 7}, ["text"]),
        ({"text": [CANARY]}, ["text"]),
        ({"text": "hello", CANARY: 1}, ["body"]),
        ({"text": "hello", "kind": CANARY}, ["kind"]),
        ({"text": "hello", "site": f"{CANARY} {CANARY}"}, ["site"]),
        ({"text": "hello", "locale": CANARY + "!"}, ["locale"]),
        ({"text": "hello", "client": f"<{CANARY}>"}, ["client"]),
    ],
)
def test_fields_that_do_not_fit(client, employee, body, fields):
    problem = assert_problem(client.post("/v1/check", json=body, headers=employee), 422)
    assert [one.field for one in problem.errors] == fields


def test_unknown_fields_deep_inside_are_not_named(client, employee):
    flag = {"text": "a b", "site": "x.com", "kind": "right", "labels": [], "findings": [{CANARY: CANARY}]}
    problem = assert_problem(client.post("/v1/flags", json=flag, headers=employee), 422)
    assert "findings.0" in [one.field for one in problem.errors]


def test_texts_and_bodies_that_are_too_long(client, employee):
    assert_problem(client.post("/v1/check", json={"text": CANARY * 1_000}, headers=employee), 413)
    assert_problem(client.post("/v1/check", json={"text": "a", "site": CANARY * 9_000}, headers=employee), 413)


def test_a_missing_token_and_a_closed_address(client):
    assert_problem(client.post("/v1/check", json={"text": CANARY}), 401)
    assert_problem(client.get("/v1/health", headers={"Origin": f"https://{CANARY}.example"}), 403)
    assert_problem(client.get("/v1/health", headers={"Host": f"{CANARY}.example"}), 421)


def test_a_failure_inside_says_nothing_of_its_cause(client, employee):
    text = f"make it fail {CANARY}"
    assert_problem(client.post("/v1/check", json={"text": text}, headers=employee), 500)


def test_errors_that_a_library_raises_get_the_same_shape(app, client):
    app.view_functions["health.health"] = lambda: (_ for _ in ()).throw(ImATeapot(CANARY))
    assert_problem(client.get("/v1/health"), 418)


def test_every_kind_has_sentences_that_say_what_to_do():
    for slug, kind in KINDS.items():
        assert kind.detail.endswith(".") and not kind.title.endswith("."), slug
        assert Refusal(slug).kind is kind

"""POST /v1/check: verdicts, offsets as JavaScript counts them, limits."""

import json

import pytest

from server.api.schemas import CheckResponse


def check(client, employee, /, **body):
    return client.post("/v1/check", json=body, headers=employee)


def test_a_risky_text_is_answered_with_label_clause_and_spans(client, employee):
    answer = check(client, employee, text="Dana is failing math again", site="facebook.com", kind="comment")
    assert answer.status_code == 200
    verdict = CheckResponse.model_validate(answer.json, strict=True)
    assert verdict.severity == "serious"
    assert verdict.findings[0].label == "student_info"
    assert verdict.findings[0].clause == "confidentiality"
    assert answer.json["findings"][0]["spans"] == [{"start": 8, "end": 20}]


def test_the_answer_has_exactly_the_documented_fields(client, employee):
    answer = check(client, employee, text="my phone: Dana is failing math").json
    assert set(answer) == set(CheckResponse.model_fields)
    documented = {"label", "family", "clause", "severity", "confidence", "score", "source", "rule"}
    assert set(answer["findings"][0]) == documented | {"reason", "advice", "allowed", "spans"}
    assert answer["notices"] == [
        {
            "id": "own_personal_info",
            "message": "Is this yours?",
            "link": None,
            "spans": [{"start": 0, "end": 2}],
        }
    ]


def test_spans_count_utf16_units_after_emoji(client, employee):
    text = "🎉🎉 Dana is failing math"
    span = check(client, employee, text=text).json["findings"][0]["spans"][0]
    units = text.encode("utf-16-le")
    assert units[2 * span["start"] : 2 * span["end"]].decode("utf-16-le") == "failing math"


@pytest.mark.parametrize("text", ["", " ", "\n", "\u0000", "🎉"])
def test_empty_and_harmless_texts_are_clear(client, employee, text):
    assert check(client, employee, text=text).json["severity"] == "clear"


def test_half_an_emoji_is_checked_and_keeps_the_offsets(client, employee):
    raw = b'{"text": "\\ud83d Dana is failing math"}'
    answer = client.post("/v1/check", data=raw, content_type="application/json", headers=employee)
    assert answer.status_code == 200
    assert answer.json["findings"][0]["spans"] == [{"start": 10, "end": 22}]


def test_ten_thousand_characters_are_checked_and_one_more_is_too_long(client, employee):
    raw = json.dumps({"text": "🎉" * 10_000}, ensure_ascii=False).encode()
    full = client.post("/v1/check", data=raw, content_type="application/json", headers=employee)
    assert full.status_code == 200
    assert check(client, employee, text="a" * 10_001).status_code == 413


def test_optional_fields_have_defaults_and_unknown_fields_are_refused(client, employee):
    assert check(client, employee, text="hello", locale="en-US", client="extension/0.1.0").status_code == 200
    assert check(client, employee, text="hello", locale=None, client=None).status_code == 200
    assert check(client, employee, text="hello", color="red").status_code == 422


def test_the_service_says_503_while_no_version_is_in_service(config, database):
    from server import create_app
    from server.checking import Checkers

    def refuse(folder):
        from model import ArtefactError

        raise ArtefactError("No trained version is in service yet.")

    client = create_app(config, Checkers(config.artefacts, refuse), database).test_client()
    token = client.post("/v1/enroll", json={}).json["token"]
    answer = client.post("/v1/check", json={"text": "hello"}, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 503
    assert client.get("/v1/ready").status_code == 503
    assert client.get("/v1/health").status_code == 200

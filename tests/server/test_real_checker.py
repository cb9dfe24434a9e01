"""The service with the trained version, started as a user starts it: `migrate`, then `serve`."""

import json
import subprocess
import sys

import pytest

from server.api.schemas import CheckResponse, PolicyResponse
from tests.server.conftest import ROOT, start


@pytest.fixture(scope="module")
def real_service(artefacts, tmp_path_factory):
    home = tmp_path_factory.mktemp("real") / "home"
    settings = {"FORETHOUGHT_HOME": str(home)}
    subprocess.run([sys.executable, "-m", "server", "migrate"], cwd=ROOT, env=settings, check=True, timeout=60)
    service = start(home, artefacts, ["-m", "server", "serve"])
    service.enroll()
    yield service
    service.stop()


def test_a_risky_text_is_answered_with_the_words_meant(real_service):
    text = "🎉 Big day! You can reach Dana's mom at (214) 555-0142, she won't mind."
    answer = real_service.ask("/v1/check", {"text": text, "site": "facebook.com"})
    verdict = CheckResponse.model_validate_json(answer.body, strict=True)
    found = next(one for one in verdict.findings if one.label == "personal_data")
    units = text.encode("utf-16-le")
    words = [units[2 * span.start : 2 * span.end].decode("utf-16-le") for span in found.spans]
    assert any("555-0142" in one for one in words)
    assert found.source == "rule" and found.score is None and found.reason.endswith(".")


@pytest.mark.parametrize("text", ["", "Proud of our robotics team tonight!", "🎉🎉🎉"])
def test_harmless_texts_are_clear(real_service, text):
    assert real_service.ask("/v1/check", {"text": text}).json["severity"] == "clear"


def test_the_policy_has_every_label_under_a_known_clause(real_service):
    policy = PolicyResponse.model_validate_json(real_service.ask("/v1/policy").body, strict=True)
    clauses = {clause.id for clause in policy.clauses}
    assert len(policy.labels) == 16 and {label.clause for label in policy.labels} <= clauses
    assert {name for family in policy.families for name in family.labels} == {one.id for one in policy.labels}


def test_the_versions_of_ready_policy_and_verdict_agree(real_service):
    ready = real_service.ask("/v1/ready").json
    policy = real_service.ask("/v1/policy").json
    verdict = real_service.ask("/v1/check", {"text": "hello"}).json
    assert ready["model"] == policy["model"] == verdict["model"]
    assert ready["policy"] == policy["version"] == verdict["policy"]


def test_odd_texts_never_fail(real_service):
    odd = ["\ud83d", "\u0000", "\u202e" * 99, "a" * 10_000, "é" * 10_000, "🎉" * 10_000, "(" * 5_000, "1 " * 5_000]
    for text in odd:
        raw = json.dumps({"text": text}, ensure_ascii="\ud83d" in text).encode()
        assert real_service.ask("/v1/check", raw=raw).status == 200

"""The committed contract is the one the routes make and valid; the extension built here is allowed."""

import json
from pathlib import Path

from openapi_spec_validator import validate

from server import cli, specification
from server.config import EXTENSION_ORIGINS

ROOT = Path(__file__).parents[2]


def test_the_committed_document_is_fresh(app):
    assert specification.is_fresh(app), "run `python -m server openapi`"


def test_the_document_is_valid_openapi_3_1():
    document = json.loads(specification.FILE.read_text(encoding="utf-8"))
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_every_operation_has_an_id_a_summary_and_problems(app):
    for path, methods in specification.document(app)["paths"].items():
        for operation in methods.values():
            assert operation["operationId"] and operation["summary"].endswith("."), path
            refusals = [code for code in operation["responses"] if code >= "400"]
            for code in refusals:
                assert "application/problem+json" in operation["responses"][code]["content"], (path, code)


def test_the_command_says_whether_the_file_is_fresh(tmp_path, monkeypatch, capsys):
    assert cli.main(["openapi", "--check"]) == 0
    stale = tmp_path / "openapi.json"
    monkeypatch.setattr(specification, "FILE", stale)
    assert cli.main(["openapi", "--check"]) == 1
    assert "make generate" in capsys.readouterr().out
    assert cli.main(["openapi"]) == 0 and cli.main(["openapi", "--check"]) == 0


def test_the_extension_that_is_built_here_is_allowed():
    extension = (ROOT / "extension" / "extension-id.txt").read_text(encoding="utf-8").strip()
    assert f"chrome-extension://{extension}" in EXTENSION_ORIGINS

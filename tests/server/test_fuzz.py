"""The running service does what its own OpenAPI document says, whatever is sent to it (bounded: a few seconds)."""

import subprocess
import sys
from pathlib import Path

SETTINGS = """
[checks]
negative_data_rejection.expected-statuses = [400, 401, 403, 404, 405, 413, 415, 421, 422]
positive_data_acceptance.expected-statuses = ["2xx", 401, 403, 404, 413, 422]
"""


def test_generated_requests_are_answered_as_documented(service, tmp_path):
    settings = tmp_path / "fuzz.toml"
    settings.write_text(SETTINGS)
    run = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"),
            f"--config-file={settings}",
            "run",
            f"{service.address}/openapi.json",
            f"--header=Authorization: Bearer {service.token}",
            "--checks=all",
            "--phases=coverage,fuzzing",
            "--max-examples=25",
            "--seed=7",
            "--no-color",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=55,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-6_000:] + run.stderr[-2_000:]
    failed = [line for line in service.logs() if line["level"] in {"error", "critical"}]
    assert failed == []

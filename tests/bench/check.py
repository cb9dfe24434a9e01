"""POST /v1/check with 280 characters against a bare Flask JSON echo under the same server settings.

Usage: python tests/bench/check.py [ARTEFACTS]. Both are loaded by wrk in turn, at 1, 8 and 32 connections, on
127.0.0.1; the texts differ from request to request, so no cache can answer. Aim: 0.4 of the echo's requests/s.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT / "tests" / "e2e"), str(ROOT / "tests" / "bench")]

from score import posts
from service import Service, free_port

SECONDS = 4
CONNECTIONS = (1, 8, 32)
# Those of server/serving.py.
SETTINGS = "--worker-class gthread --workers 2 --threads 4 --no-control-socket --preload --log-level error".split()
ECHO = """
from flask import Flask, jsonify, request
app = Flask(__name__)

@app.post("/v1/check")
def echo():
    return jsonify(request.get_json())
"""
LUA = """
local texts = {{ {texts} }}
local at = 0
request = function()
  at = at % #texts + 1
  local body = '{{"text": "' .. texts[at] .. '", "site": "facebook.com", "kind": "post"}}'
  return wrk.format("POST", "/v1/check", {{["Content-Type"] = "application/json"{token}}}, body)
end
done = function(summary, latency)
  io.write(string.format("BENCH %f %d %d %d\\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50), latency:percentile(95),
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
"""


def load(port: int, script: Path, connections: int) -> tuple[float, int, int]:
    """Return requests/s, and p50 and p95 in microseconds; fails when any answer was an error."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "-s", str(script), f"http://127.0.0.1:{port}"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = re.search(r"BENCH ([\d.]+) (\d+) (\d+) (\d+)", told)
    if found is None or int(found[4]):
        raise SystemExit(f"Requests failed, so there is nothing to compare:\n{told}")
    return float(found[1]), int(found[2]), int(found[3])


def script(folder: Path, name: str, token: str = "") -> Path:
    plain = [re.sub(r'["\\\\\n]', " ", text) for text in posts()]
    quoted = ",".join("'" + text.replace("'", "\\'") + "'" for text in plain)
    header = f', ["Authorization"] = "Bearer {token}"' if token else ""
    file = folder / f"{name}.lua"
    file.write_text(LUA.format(texts=quoted, token=header), encoding="utf-8")
    return file


def main() -> int:
    if shutil.which("wrk") is None:
        print("check: skipped, wrk is not installed (Debian: apt-get install wrk)")
        return 0
    artefacts = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".cache" / "test-artefacts"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        service = Service(folder, artefacts)
        service.start()
        (folder / "echo.py").write_text(textwrap.dedent(ECHO))
        port = free_port()
        echo = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *SETTINGS, "--bind", f"127.0.0.1:{port}", "echo:app"],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(folder)},
        )
        try:
            time.sleep(2)
            enroll = urllib.request.Request(
                f"{service.url}/v1/enroll", data=b"{}", headers={"Content-Type": "application/json"}
            )
            with urllib.request.urlopen(enroll) as answer:
                token = re.search(r'"token": ?"([^"]+)"', answer.read().decode())[1]
            scripts = script(folder, "check", token), script(folder, "echo")
            print("check: 280 characters, gunicorn gthread 2 x 4, wrk on the same machine")
            print("  connections   echo req/s  check req/s  ratio   check p50 ms  p95 ms   (aim: ratio 0.4 or more)")
            for connections in CONNECTIONS:
                base = load(port, scripts[1], connections)
                ours = load(service.port, scripts[0], connections)
                print(
                    f"  {connections:11d} {base[0]:12.0f} {ours[0]:12.0f} {ours[0] / base[0]:6.2f}"
                    f" {ours[1] / 1000:14.1f} {ours[2] / 1000:7.1f}"
                )
        finally:
            echo.terminate()
            echo.wait()
            service.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())

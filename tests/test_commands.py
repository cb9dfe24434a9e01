"""What goes wrong with `make run` on a new machine is said in one sentence that tells what to do."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BASH = shutil.which("bash") or "/bin/bash"


def _run(script: str, *arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BASH, str(ROOT / "scripts" / script), *arguments],
        cwd=cwd,
        env=os.environ | environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_port_in_use_is_said_before_anything_is_built(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = _run("port.sh", cwd=tmp_path, PORT=port)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port} is already in use: ")
    assert "Traceback" not in done.stderr


@pytest.fixture
def bare_path(tmp_path: Path) -> str:
    """Return a PATH with the few tools that the scripts use, and no Node."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("mkdir", "tail", "cat"):
        (tools / name).symlink_to(str(shutil.which(name)))
    return str(tools)


def test_no_node_is_said(tmp_path: Path, bare_path: str) -> None:
    done = _run("node.sh", cwd=tmp_path, PATH=bare_path)
    assert done.returncode == 1
    assert done.stderr.strip() == (
        "Forethought needs Node 20 (with npm) to build the extension: install it and run make again."
    )


def test_another_python_is_said(tmp_path: Path) -> None:
    done = _run("python.sh", "no-such-python", "requirements/run.lock", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("Forethought needs Python 3.11")


def test_no_network_is_said(tmp_path: Path) -> None:
    (tmp_path / "one.lock").write_text("six==1.16.0 --hash=sha256:" + "0" * 64 + "\n")
    nowhere = {name: "" for name in os.environ if name.startswith("PIP_")}
    closed = nowhere | {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull}
    done = _run("python.sh", sys.executable, "one.lock", cwd=tmp_path, **closed)
    assert done.returncode == 1
    assert "could not be installed: check the network connection" in done.stderr

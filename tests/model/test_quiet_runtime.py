"""The encoder's runtime is told, before it is loaded, not to report to its maker."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("module", ["model", "model.encoder", "encoder"])
def test_the_runtime_leaves_no_trace_in_the_home_folder(tmp_path: Path, module: str) -> None:
    code = f"import {module}; from model.encoder import load_encoder; load_encoder().embed(['a text'])"
    environment = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True)
    assert list(tmp_path.rglob("*")) == []

"""What every test may use: the one trained version that all of them share."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Trainings in tests find the corpus embedded already.
os.environ.setdefault("FORETHOUGHT_EMBEDDINGS", str(ROOT / ".cache" / "embeddings"))


@pytest.fixture(scope="session")
def artefacts() -> Path:
    """Return the folder of the trained version; `make unit` and `make e2e` train it once."""
    folder = Path(os.environ.get("FORETHOUGHT_TEST_ARTEFACTS") or ROOT / ".cache" / "test-artefacts")
    if not (folder / "CURRENT").exists():
        pytest.fail("No trained version for the tests: run `make unit`, which trains one.")
    return folder

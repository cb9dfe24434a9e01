"""Keeps what ran where: one cell a site or editor, browser and behaviour, for the table in docs/coverage.md."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent.parent / ".cache" / "coverage"
# Set by `make e2e-all`: every cell, and the table is written.
ALL = os.environ.get("E2E") == "all"
Cell = Callable[[str, str, str, str], None]

_cells: dict[str, list[list[str]]] = {}


@pytest.fixture
def cell(request: pytest.FixtureRequest) -> Cell:
    """Name what this test stands for: table, row, browser, behaviour."""

    def note(table: str, row: str, browser: str, behaviour: str) -> None:
        request.node.user_properties.append(("cell", [table, row, browser, behaviour]))

    return note


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "full: only in the full matrix (make e2e-all)")


def leave_out(items: list[pytest.Item]) -> None:
    """Drop what only the full matrix runs."""
    if not ALL:
        items[:] = [item for item in items if item.get_closest_marker("full") is None]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when != "call":
        return
    for name, value in report.user_properties:
        if name == "cell":
            outcome = "ran" if report.passed else "skipped" if report.skipped else "failed"
            _cells.setdefault(Path(report.nodeid.split("::")[0]).stem, []).append([*value, outcome])


def pytest_sessionfinish() -> None:
    """Write what ran over what was known: the latest outcome of a cell counts."""
    for name, cells in _cells.items():
        file = FOLDER / f"{name}.json"
        before = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
        kept = {tuple(one[:4]): one[4] for one in before}
        now: dict[tuple[str, ...], str] = {}
        for *cell, outcome in cells:
            # One cell may stand for several tests: it is green when all of them are.
            now[tuple(cell)] = outcome if now.get(tuple(cell), "ran") == "ran" else now[tuple(cell)]
        FOLDER.mkdir(parents=True, exist_ok=True)
        rows = [[*cell, outcome] for cell, outcome in (kept | now).items()]
        file.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

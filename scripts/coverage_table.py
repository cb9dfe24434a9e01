"""Writes docs/coverage.md from what the browser tests have left in .cache/coverage."""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
CELLS = ROOT / ".cache" / "coverage"
PAGE = ROOT / "docs" / "coverage.md"
MARKS = {"ran": "✓", "failed": "✗", "skipped": "–"}
TITLES = {
    "sites": "Sites",
    "editors": "Editors",
    "faults": "Faults",
}
HEAD = """# What ran where

Written by `make e2e-all` from the tests themselves: ✓ ran and passed, ✗ failed, an empty cell was not run.
*Sites* are held against modelled markup under the sites' real host names: each file in `extension/sites/` says
what its expectations stand on. The sites themselves are never visited by a test. *Editors* are the real ones,
each with and without the extension.
"""


def main() -> int:
    """Write the page and say how many cells it has."""
    cells = [cell for file in sorted(CELLS.glob("*.json")) for cell in json.loads(file.read_text(encoding="utf-8"))]
    parts = [HEAD]
    for table, title in TITLES.items():
        for browser in sorted({cell[2] for cell in cells if cell[0] == table}):
            some = [cell for cell in cells if cell[0] == table and cell[2] == browser]
            parts.append(f"## {title}, {browser}\n\n{_table(some)}")
    PAGE.write_text("\n".join(parts), encoding="utf-8")
    sys.stdout.write(f"{len(cells)} cells in {PAGE.relative_to(ROOT)}.\n")
    return 0 if all(cell[4] != "failed" for cell in cells) else 1


def _table(cells: list[list[str]]) -> str:
    rows = sorted({cell[1] for cell in cells})
    columns = list(dict.fromkeys(cell[3] for cell in cells))
    outcome = {(cell[1], cell[3]): MARKS[cell[4]] for cell in cells}
    lines = ["| behaviour | " + " | ".join(rows) + " |", "|---" * (len(rows) + 1) + "|"]
    lines += [
        f"| {column} | " + " | ".join(outcome.get((row, column), "") for row in rows) + " |" for column in columns
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())

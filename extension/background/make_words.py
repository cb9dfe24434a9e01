"""Writes words.gen.json: the word lists and mask patterns of model/words/, spelled as JavaScript reads them.

Run from the repository root: ``python extension/background/make_words.py [--check]``. With --check nothing is
written and the exit status is 1 when the file is out of date.
"""

import json
import re
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
WORDS = HERE.parents[1] / "model" / "words"
TARGET = HERE / "words.gen.json"
LISTS = ("given_names", "family_names", "common_words", "capitalised_words", "function_words")


def read_list(name: str) -> str:
    """Words of one list, sorted, in one string: smaller than an array."""
    lines = (WORDS / f"{name}.txt").read_text("utf-8").splitlines()
    return " ".join(sorted({word for line in lines if not line.startswith("#") for word in line.split()}))


def to_javascript(pattern: str, parts: dict[str, str]) -> str:
    """Spell out the parts, and the classes that Python understands for every script and JavaScript does not."""
    spelled = re.sub(r"\{\{(\w+)\}\}", lambda match: to_javascript(parts[match[1]], parts), pattern)
    return spelled.replace(r"\w", r"\p{L}\p{N}_").replace(r"\d", r"\p{Nd}")


def generate() -> str:
    """Content of words.gen.json."""
    masks = tomllib.loads((WORDS / "masks.toml").read_text("utf-8"))
    content = {name: read_list(name) for name in LISTS} | {
        "grammar": tomllib.loads((WORDS / "grammar.toml").read_text("utf-8")),
        "masks": [
            {
                "kind": entry["kind"],
                "pattern": to_javascript(entry["pattern"], masks["parts"]),
                "flags": "gu" if entry.get("case") else "giu",
            }
            for entry in masks["mask"]
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> int:
    """Write or check the file; the exit status."""
    text = generate()
    if "--check" in sys.argv[1:]:
        fresh = TARGET.is_file() and TARGET.read_text("utf-8") == text
        if not fresh:
            sys.stderr.write(f"{TARGET.name} is out of date: run `make generate`\n")
        return 0 if fresh else 1
    TARGET.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

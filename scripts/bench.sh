#!/usr/bin/env bash
# Runs every benchmark; each prints ratios against a baseline of the same run.
set -euo pipefail
for file in tests/bench/*.py; do
  .venv/bin/python "$file"
  echo
done

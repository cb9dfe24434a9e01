#!/usr/bin/env bash
# Writes the generated files anew; with --check it only says whether they are fresh.
set -euo pipefail
check=${1:-}
files=(server/openapi.json extension/api/schema.d.ts extension/background/words.gen.json)
if [ "$check" = --check ]; then
  kept=$(mktemp -d)
  trap 'rm -rf "$kept"' EXIT
  for file in "${files[@]}"; do cp "$file" "$kept/$(basename "$file")"; done
fi
.venv/bin/python -m server openapi >/dev/null
npm run --silent api --workspace extension >/dev/null
.venv/bin/python extension/background/make_words.py
if [ "$check" = --check ]; then
  stale=0
  for file in "${files[@]}"; do
    if ! cmp -s "$file" "$kept/$(basename "$file")"; then
      echo "$file was not up to date: commit what 'make generate' writes."
      stale=1
    fi
  done
  exit $stale
fi

#!/usr/bin/env bash
# Formatting, types and generated files; prints one line a check.
set -uo pipefail
failed=0
check() {
  local name=$1 output
  shift
  if output=$("$@" 2>&1); then
    echo "  ok      $name"
  else
    echo "  failed  $name"
    printf '%s\n' "$output"
    failed=1
  fi
}
echo "Linting ..."
check "ruff: rules" .venv/bin/ruff check --quiet .
check "ruff: format" .venv/bin/ruff format --check --quiet .
check "mypy: strict types of model and server" .venv/bin/mypy --no-error-summary
check "biome: rules and format" npm run --silent lint
check "tsc: strict types of the extension" npm run --silent typecheck
check "generated files are fresh" bash scripts/generate.sh --check
exit $failed

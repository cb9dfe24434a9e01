#!/usr/bin/env bash
# Installs the npm packages of the lock file.
set -euo pipefail
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo "Forethought needs Node 20 (with npm) to build the extension: install it and run make again." >&2
  exit 1
fi
if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 12) ? 0 : 1)'; then
  echo "Forethought needs Node 20.12 or newer; this is $(node --version). Install a newer one and run make again." >&2
  exit 1
fi
log=.cache/npm.log
mkdir -p .cache
echo "Installing npm packages from package-lock.json ..."
if ! npm ci --no-audit --no-fund --fetch-retries 2 --fetch-timeout 30000 >"$log" 2>&1; then
  tail -n 3 "$log" >&2
  echo "The npm packages could not be installed: check the network connection, then run make again (details: $log)." >&2
  exit 1
fi

#!/usr/bin/env bash
# Makes the virtual environment and installs one lock file into it.
set -euo pipefail
python=$1 lock=$2
if ! command -v "$python" >/dev/null || ! "$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))'; then
  echo "Forethought needs Python 3.11: install it, or name it with 'make PYTHON=python3.11 ...'." >&2
  exit 1
fi
log=.cache/python.log
mkdir -p .cache
echo "Installing Python packages from $lock ..."
[ -x .venv/bin/python ] || "$python" -m venv .venv >"$log" 2>&1 || {
  echo "The virtual environment could not be made (Debian: apt-get install python3-venv); see $log." >&2
  exit 1
}
if ! .venv/bin/python -m pip install --disable-pip-version-check --no-input --retries 2 --timeout 30 \
  --require-hashes -r "$lock" >"$log" 2>&1; then
  tail -n 3 "$log" >&2
  echo "The Python packages could not be installed: check the network connection, then run make again (details: $log)." >&2
  exit 1
fi

#!/usr/bin/env bash
# Makes the environment that the encoder is trained in: apart from .venv, since nothing else needs torch.
set -euo pipefail
python=$1
venv=.venv-encoder log=.cache/encoder.log
mkdir -p .cache
echo "Installing torch and what the encoder's training needs (a few hundred MB) ..."
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv" >"$log" 2>&1
# torch by name: which build a machine can use differs, and so do its hash and its libraries.
if ! { "$venv/bin/python" -m pip install --disable-pip-version-check --no-input --no-deps --require-hashes \
  -r requirements/encoder.lock && "$venv/bin/python" -m pip install --disable-pip-version-check --no-input \
  torch==2.13.0; } >"$log" 2>&1; then
  tail -n 3 "$log" >&2
  echo "The packages could not be installed: check the network connection and try again (details: $log)." >&2
  exit 1
fi

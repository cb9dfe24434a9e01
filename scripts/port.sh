#!/usr/bin/env bash
# Says in one sentence when the port is taken, before anything is built.
set -euo pipefail
if (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then
  echo "Port $PORT is already in use: stop what runs there, or choose another with 'PORT=8788 make run'." >&2
  exit 1
fi

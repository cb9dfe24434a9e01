#!/usr/bin/env bash
# Finds Chromium for the browser tests, or installs it where root can.
set -euo pipefail
if [ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null; then
  exit 0
fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "The browser tests need Chromium: install it (Debian: apt-get install chromium), or set CHROMIUM to its path." >&2
  exit 1
fi
log=.cache/browsers.log
mkdir -p .cache
echo "Installing Chromium and fonts ..."
if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
  chromium fonts-dejavu-core fonts-noto-color-emoji; } >"$log" 2>&1; then
  tail -n 3 "$log" >&2
  echo "Chromium could not be installed: check the network connection, then run make again (details: $log)." >&2
  exit 1
fi

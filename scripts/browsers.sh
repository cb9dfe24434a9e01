#!/usr/bin/env bash
# Finds Chromium and Firefox for the browser tests, or installs it where root can.
set -euo pipefail
missing=()
[ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null || missing+=(chromium)
[ -n "${FIREFOX:-}" ] || command -v firefox-esr >/dev/null || missing+=(firefox-esr)
[ ${#missing[@]} = 0 ] && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "The browser tests need ${missing[*]}: install it (Debian: apt-get install ${missing[*]}), or set CHROMIUM and FIREFOX to their paths." >&2
  exit 1
fi
log=.cache/browsers.log
mkdir -p .cache
echo "Installing ${missing[*]} and fonts ..."
if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
  "${missing[@]}" fonts-dejavu-core fonts-noto-color-emoji; } >"$log" 2>&1; then
  tail -n 3 "$log" >&2
  echo "${missing[*]} could not be installed: check the network connection, then run make again (details: $log)." >&2
  exit 1
fi

#!/usr/bin/env bash
# Says, last, how to go on; the service itself says where it listens.
cat <<TEXT

Forethought is starting in trial mode, for this machine only. A warning, one minute from now:

  http://127.0.0.1:$PORT/practice

On Facebook or X, in Chrome, Edge or Chromium:
  1. Open chrome://extensions and switch on "Developer mode".
  2. Press "Load unpacked" and choose the folder extension/.output/chrome-mv3
  3. Open facebook.com or x.com, write a post, pause.
TEXT

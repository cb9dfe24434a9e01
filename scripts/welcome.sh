#!/usr/bin/env bash
# Says, last, where everything is.
cat <<TEXT

Forethought is starting in trial mode on this machine only.

  See a warning now     http://127.0.0.1:$PORT/practice
  Start page            http://127.0.0.1:$PORT/
  API, readable         http://127.0.0.1:$PORT/docs

  Try it on Facebook or X, in Chrome, Edge or Chromium:
    1. Open chrome://extensions and switch on "Developer mode".
    2. Press "Load unpacked" and choose the folder extension/.output/chrome-mv3
    3. Open facebook.com or x.com, write a post, pause.

  Stop with Ctrl+C.

TEXT

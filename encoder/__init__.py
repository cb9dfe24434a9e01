"""Trains the small sentence encoder that `model/encoder.py` serves; needs torch, which nothing else here does."""

import model.encoder  # noqa: F401 - before anything loads the runtime: it is told there not to report to its maker

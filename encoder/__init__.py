"""Trains the small sentence encoder that `model/encoder.py` serves; needs torch, which nothing else here does."""

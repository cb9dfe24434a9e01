"""Figures about a version: what it found in texts that it never saw, and how sure one can be of each figure."""

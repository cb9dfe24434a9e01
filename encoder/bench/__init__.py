"""Benchmarks that need what only the encoder's training installs."""

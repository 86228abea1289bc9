"""Measurements: each figure is a ratio against a baseline of the same run, for these machines are noisy."""

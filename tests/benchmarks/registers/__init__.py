"""Filled registers that benchmarks measure in."""

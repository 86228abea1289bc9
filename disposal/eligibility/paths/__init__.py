"""Paths from the bidder up to its owners: in words, as a diagram; who takes part, and what is not stated."""

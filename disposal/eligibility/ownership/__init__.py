"""Ownership: the graph of who owns, runs or controls whom; effective stakes, participation, control."""

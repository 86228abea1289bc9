"""Findings: one case to be judged, the grounds found in it, and the sentences they become."""

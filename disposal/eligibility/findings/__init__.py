"""Findings: the case to judge, the grounds found in it, and the findings made from the grounds."""

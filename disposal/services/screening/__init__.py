"""Screening: gather facts, apply the rules, store the result; decisions on findings; re-screening after changes."""

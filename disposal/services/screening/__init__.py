"""Screening: facts gathered, rules asked, the whole kept; decisions on it, and screening again."""

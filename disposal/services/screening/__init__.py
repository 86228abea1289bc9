"""Screening: facts gathered, rules asked, the whole kept; decisions on it, and what makes it out of date."""

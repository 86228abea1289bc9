"""Screening: bidders, screenings as they were made, decisions on their findings."""

"""Screening: bidders, stored screenings, and decisions on their findings."""

"""Parties: entering them, their standing and relations, and how screening sees them."""

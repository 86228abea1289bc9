"""Parties: their data, their standing, and the relations between them."""

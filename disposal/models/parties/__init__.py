"""Parties: who they are, what sort of party, and how they are related."""

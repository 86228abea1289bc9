"""Restricted lists: their versions, their look-up keys, and what they answer about a party."""

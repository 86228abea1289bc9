"""Parties: entering them, their standing, contacts and relations, and their form for screening."""

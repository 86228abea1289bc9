"""Bidders: entered one by one, or with a whole dossier taken over."""

"""Bidders: entered one by one, or with a whole dossier taken over; which of them must be screened again."""

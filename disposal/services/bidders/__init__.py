"""Bidders: entered one by one or from a dossier file, and the list of bidders to be screened again."""

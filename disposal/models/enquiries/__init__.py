"""Enquiries about published notices: what was asked and by whom, what was answered, what readers see of it, files."""

"""Sheets: open CSV and Excel files, and the errors they can have."""

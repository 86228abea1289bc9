"""Sheets: opening CSV and Excel files, and what can be wrong with them."""

"""Insiders (关联人) of a sale and their relatives, and the facts that are missing to find them."""

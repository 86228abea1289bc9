"""Persons and their accounts."""

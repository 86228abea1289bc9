"""Objections (异议): logged or filed, in time or late, decided by two persons, answered by letter."""

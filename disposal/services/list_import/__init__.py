"""Importing a restricted list: a sheet becomes a version, whole or not at all."""

"""Intake: import a notice file as records, so that nobody has to type it again."""

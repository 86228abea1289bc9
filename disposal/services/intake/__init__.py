"""Intake: a notice file taken over as records, so that nobody types it again."""

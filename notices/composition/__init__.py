"""Composition: turn content into the words of a notice (phrases, figures, annex, consolidation)."""

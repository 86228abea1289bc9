"""Composition: from a content to the words of its notice; phrases, package figures, annex, consolidated content."""

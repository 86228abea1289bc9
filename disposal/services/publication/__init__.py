"""Publication: a draft composed, checked, numbered, frozen and made public; amendments, placements, search index."""

"""Publication: compose, check, number, freeze and publish a draft; amendments, placements, search index."""

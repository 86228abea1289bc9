"""Publication: compose, check, number, freeze and publish a draft; amendments, search index."""

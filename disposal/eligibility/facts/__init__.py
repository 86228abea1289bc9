"""Facts: what one screening knows, frozen; parties, relations, roles, answers of the lists; the law it cites."""

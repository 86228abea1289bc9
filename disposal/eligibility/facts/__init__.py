"""Facts of one screening, frozen: parties, relations, roles, list answers, and the provisions it cites."""

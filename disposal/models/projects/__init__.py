"""Projects: the issuer, the claims sold together, and the roles of parties in the sale."""

"""Projects: issuers, claims sold together, the content of their notice, and warnings on what looks odd."""

"""Projects: issuers, the claims of a project, the content of its notice, and warnings about the records."""

"""Claims: entering and changing them, their statements, title, security, guarantees and litigation."""

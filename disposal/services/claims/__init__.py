"""Claims: entering and changing them, their statements, chain of title, security, guarantees and litigation."""

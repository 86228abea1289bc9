"""Steps that every write shares: validate, lock, write, audit, and trigger follow-up actions."""

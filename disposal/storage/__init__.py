"""Storage: one database engine per process, sessions that name the actor, and the embedded PostgreSQL."""

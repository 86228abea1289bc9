"""Storage: one database engine a process, sessions that name who acts, and the embedded PostgreSQL."""

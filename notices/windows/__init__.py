"""Windows (公告期): N days counted by a stated convention, the reason for each day, and extensions."""

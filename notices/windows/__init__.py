"""Windows (公告期): N days counted by a stated convention, why each day counts, and windows that run on."""

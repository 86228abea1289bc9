"""Drills: a running server is hurt, and must answer again. The whole of each is run by hand, and bounded."""

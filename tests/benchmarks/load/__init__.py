"""Servers under load: the clients that ask, and the applications they are compared with."""

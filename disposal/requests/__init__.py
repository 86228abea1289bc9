"""Requests, whatever their route: which values are read at all, how long a body may take, parts of a file asked for."""

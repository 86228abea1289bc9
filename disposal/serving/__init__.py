"""Serving: the web application, and the processes that answer with it."""

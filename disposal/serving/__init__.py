"""Serving: the web application and its server processes."""

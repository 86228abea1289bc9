"""Shared by API and pages: dependencies of routes, language and headers, ETags, and the page cache."""

"""What API and pages share: what routes are given, language and headers, tagged answers, the page cache.

May import services and storage; neither ``api`` nor ``pages``.
"""

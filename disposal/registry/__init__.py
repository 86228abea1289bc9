"""The registry as a whole: opens its database for all entry points, with the follow-up actions of changes.

May import services and storage, but no entry point (API, pages, commands).
"""

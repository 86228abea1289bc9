"""The law of public notices: working days, windows, tiers, contents, kinds, rendering.

This package knows no database, no web and nothing of ``disposal``; it may import only
itself and its third-party parts.
"""

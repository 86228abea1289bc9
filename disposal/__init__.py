"""The registry of distressed-debt disposals: records, people, decisions, pages.

Imports flow one way: app → api, pages, cli → services → models, lifecycle, collateral_types, notices.
"""

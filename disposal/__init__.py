"""The registry of distressed-debt disposals: records, people, decisions, pages.

Imports go one way: entry points (cli, serving, api, pages, web, operations) → services → models → eligibility →
storage, personal_data, collateral_types and the modules of this folder → notices.
"""

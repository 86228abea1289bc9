"""The registry of distressed-debt disposals: records, people, decisions, pages.

Rooms stand on floors, and a file imports lower floors only: doors (cli, serving, api, pages, web, demo, operations),
services, models, eligibility, ground (storage, migrations, personal_data, collateral_types), ``notices``. The files of
this folder itself are the lowest: settings, errors, money, identifiers, lifecycle. They import ``notices`` and each
other. ``tests/test_architecture.py`` names every room with its floor.
"""

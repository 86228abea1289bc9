"""The staff pages (业务台). To add a page: one file here, one template in ``pages/desk``, one line in ``PAGES``."""

from fastapi import APIRouter

from disposal.pages.desk import (
    approvals,
    design,
    home,
    jobs,
    packages,
    paper_approvals,
    party_mergers,
    search,
    staff_lists,
    staff_records,
)

PAGES: tuple[APIRouter, ...] = (
    home.router,
    approvals.router,
    paper_approvals.router,
    packages.router,
    staff_lists.router,
    party_mergers.router,
    staff_records.router,
    search.router,
    jobs.router,
    design.router,
)
"""The routes of all staff pages."""

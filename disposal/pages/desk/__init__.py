"""The staff pages (业务台). To add a page: one file here, one template in ``pages/desk``, one line in ``PAGES``."""

from fastapi import APIRouter

from disposal.pages.desk import audit, claims, design, home, search, staff_lists, staff_records

PAGES: tuple[APIRouter, ...] = (
    design.router,
    home.router,
    claims.router,
    staff_lists.router,
    staff_records.router,
    search.router,
    audit.router,
)
"""The routes of all staff pages."""

"""The JSON API: one file per noun.

May import services, the code shared by API and pages (``disposal.web``), and the values of ``notices``. Contains no
SQL, and imports neither pages nor commands.
"""

from fastapi import APIRouter

from disposal.api import (
    account,
    accounts,
    calendars,
    drafts,
    floors,
    health,
    notice_files,
    notices,
    paper_approvals,
    projects,
    windows,
)

ROUTERS: tuple[APIRouter, ...] = (
    notices.router,
    notice_files.router,
    windows.router,
    floors.router,
    calendars.router,
    account.router,
    accounts.router,
    health.router,
    projects.router,
    drafts.router,
    paper_approvals.router,
)
"""All groups of routes, in the order of the documentation."""

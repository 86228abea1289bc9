"""The public pages: read only, but for what anybody may file.

To add a page: one file here, one template, one line in ``PAGES``.
"""

from fastapi import APIRouter

from disposal.pages.public import (
    api_guide,
    calculator,
    enquiry_link,
    filing_door,
    filing_lists,
    floor_calculator,
    notice_list,
    notice_page,
    objection_link,
    static,
)

PAGES: tuple[APIRouter, ...] = (
    notice_page.router,
    notice_list.router,
    calculator.router,
    floor_calculator.router,
    filing_lists.router,
    filing_door.router,
    enquiry_link.router,
    objection_link.router,
    api_guide.router,
    static.router,
)
"""The routes of all pages, most visited first."""

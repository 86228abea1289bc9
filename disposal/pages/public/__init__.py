"""The public pages: read only, but for what anybody may file.

To add a page: one file here, one template, one line in ``PAGES``.
"""

from fastapi import APIRouter

from disposal.pages.public import (
    api_guide,
    calculator,
    enquiry_filing,
    enquiry_link,
    floor_calculator,
    notice_list,
    notice_page,
    objection_filing,
    objection_link,
    reports,
    static,
)

PAGES: tuple[APIRouter, ...] = (
    notice_page.router,
    notice_list.router,
    calculator.router,
    floor_calculator.router,
    objection_filing.router,
    enquiry_filing.router,
    enquiry_link.router,
    objection_link.router,
    reports.router,
    api_guide.router,
    static.router,
)
"""The routes of all pages, most visited first."""

"""The public pages, read only. A new page is one file here, one template, one line in ``PAGES``."""

from fastapi import APIRouter

from disposal.pages.public import api_guide, calculator, floor_calculator, notice_list, notice_page, static

PAGES: tuple[APIRouter, ...] = (
    notice_page.router,
    notice_list.router,
    calculator.router,
    floor_calculator.router,
    api_guide.router,
    static.router,
)
"""Every page's routes, the one most read first."""

"""Staff pages of 审查 and 名单. To add one: a file here, a template in ``pages/screening``, a line in ``PAGES``."""

from fastapi import APIRouter

from disposal.pages.screening import bidders, list_imports, lists, screenings

PAGES: tuple[APIRouter, ...] = (bidders.router, screenings.router, lists.router, list_imports.router)
"""The routes of these pages."""

"""The routes of the pages of discipline officers."""

from fastapi import APIRouter

from disposal.pages.reports import discipline_opinions, reports

REPORT_PAGES: tuple[APIRouter, ...] = (reports.router, discipline_opinions.router)

"""The JSON API: one file a noun.

May import services, what API and pages share (``disposal.web``), and the values of ``notices``. It holds no SQL,
and knows neither pages nor commands.
"""

from fastapi import APIRouter

from disposal.api import calendars, floors, health, notice_files, notices, windows

ROUTERS: tuple[APIRouter, ...] = (
    notices.router,
    notice_files.router,
    windows.router,
    floors.router,
    calendars.router,
    health.router,
)
"""Every group of routes, in the order the documentation shows them."""

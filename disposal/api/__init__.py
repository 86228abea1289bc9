"""The JSON API: one file a noun. May import services, deps and responses; never models' tables, never pages."""

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

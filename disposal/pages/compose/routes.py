"""The routes of all pages on which notices are made. To add a page: one file here, one template, one line below."""

from fastapi import APIRouter

from disposal.pages.compose import amendments, draft_files, notice_form, placement_changes, placements, press, projects

COMPOSE_PAGES: tuple[APIRouter, ...] = (
    projects.router,
    notice_form.router,
    draft_files.router,
    amendments.router,
    placements.router,
    placement_changes.router,
    press.router,
)

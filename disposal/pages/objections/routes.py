"""The routes of the pages of objections. To add a page: one file here, one template, one line below."""

from fastapi import APIRouter

from disposal.pages.objections import case_files, objection, objection_entry, objections, rules

OBJECTION_PAGES: tuple[APIRouter, ...] = (
    objection_entry.router,
    rules.router,
    objections.router,
    case_files.router,
    objection.router,
)

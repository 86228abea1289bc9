"""All groups of routes of staff, in the order of the documentation."""

from fastapi import APIRouter

from disposal.api.staff import (
    amendments,
    bidders,
    claims,
    enquiries,
    list_imports,
    lists,
    objection_handling,
    objection_records,
    objections,
    packages,
    parties,
    placements,
    screenings,
)

STAFF_ROUTERS: tuple[APIRouter, ...] = (
    claims.router,
    packages.router,
    parties.router,
    placements.router,
    objections.router,
    objection_handling.router,
    objection_records.router,
    enquiries.router,
    amendments.router,
    bidders.router,
    screenings.router,
    lists.router,
    list_imports.router,
)

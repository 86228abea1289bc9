"""The health check of this process."""

from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel

from disposal.api.errors import declared
from disposal.api.examples import shown
from disposal.web.dependencies import register

router = APIRouter(tags=["operation"])


class HealthBody(BaseModel):
    """The database answers."""

    status: Literal["ok"]


@router.get(
    "/healthz", response_description="the database answers", responses=shown("health", asked="/healthz") | declared(503)
)
async def show_health(request: Request) -> HealthBody:
    """Answer ok once the database has answered; 503 while it does not."""
    await register(request).stamps.of("")
    return HealthBody(status="ok")

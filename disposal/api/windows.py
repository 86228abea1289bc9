"""The window calculator as JSON."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from disposal.api.bodies import json_answer
from disposal.api.errors import NOT_MODIFIED, declared
from disposal.api.examples import shown
from disposal.services.public.window_calculator import WindowQuery, counted
from disposal.web.dependencies import Calendar
from notices.windows.window import CountingConvention, WindowUnit
from notices.working_days.calendar_table import DayKind

router = APIRouter(prefix="/api/v1/window", tags=["calculators"])


class DayBody(BaseModel):
    """One calendar day: whether it counts, as which, and why."""

    date: date
    counted: bool
    ordinal: int | None
    kind: DayKind
    because: str
    because_en: str


class WindowBody(BaseModel):
    """A counted window with every day from the publication to the last."""

    published_on: date = Field(examples=["2022-08-03"])
    count: int
    unit: WindowUnit
    convention: CountingConvention
    closes_at: str | None = Field(description="HH:MM, or null for 24:00")
    ends_on: date = Field(examples=["2022-08-31"])
    ends_at: datetime = Field(description="24:00 is the next day's 00:00", examples=["2022-09-01T00:00:00+08:00"])
    is_provisional: bool
    provisional_because: str
    provisional_because_en: str
    days: list[DayBody]


@router.get(
    "",
    response_model=WindowBody,
    response_description="the counted window",
    responses=shown("window", asked="/api/v1/window?published_on=2022-08-03&count=20")
    | NOT_MODIFIED
    | declared(409, 422),
)
async def count_window(request: Request, query: Annotated[WindowQuery, Query()], calendar: Calendar) -> Response:
    """Count a window: its last day, the instant it closes, and why each day counts or does not."""
    answer = counted(query, calendar).as_json(with_days=True)
    return json_answer(request, WindowBody.model_validate(answer))

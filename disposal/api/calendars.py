"""The holiday arrangements of the State Council as JSON."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel

from disposal.api.bodies import json_answer
from disposal.api.errors import NOT_MODIFIED, declared
from disposal.api.examples import shown
from disposal.services.public.calendar_year import calendar_year
from disposal.web.dependencies import Calendar

router = APIRouter(prefix="/api/v1/calendar", tags=["calculators"])


class CircularBody(BaseModel):
    """A circular of the State Council's General Office."""

    number: str
    issued_on: date
    title: str
    link: str | None


class HolidayBody(BaseModel):
    """A holiday: its days off, first and last included, and the weekend days worked in return."""

    name: str
    name_en: str
    first_on: date
    last_on: date
    make_up: list[date]
    circular: str


class CalendarBody(BaseModel):
    """One year's arrangement; until it is final its December may still change."""

    year: int
    is_final: bool
    circulars: list[CircularBody]
    holidays: list[HolidayBody]


@router.get(
    "/{year}",
    response_model=CalendarBody,
    response_description="the arrangement",
    responses=shown("calendar", asked="/api/v1/calendar/2026") | NOT_MODIFIED | declared(409, 422),
)
async def show_calendar(
    request: Request,
    year: Annotated[int, Path(ge=1949, le=9999, description="calendar year", examples=[2026])],
    calendar: Calendar,
) -> Response:
    """Return a year's days off, its make-up working days and its circulars; 409 where it is not loaded."""
    return json_answer(request, CalendarBody.model_validate(calendar_year(calendar, year)))

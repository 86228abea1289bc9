"""The window calculator (公告期计算器)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from fastapi import APIRouter, Request, Response

from disposal.pages.day_rows import DayRow, rows_of
from disposal.pages.forms import Choice, Form, choices, read_form
from disposal.pages.site import page
from disposal.services.public.window_calculator import WindowQuery, counted
from disposal.web.dependencies import Calendar, Now
from disposal.web.middleware import language_of
from notices.dates import SHANGHAI
from notices.windows.window import CountingConvention, NoticeWindow, WindowUnit
from notices.working_days.calendar import CalendarYearMissing, WorkingCalendar

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class CalculatorPage:
    """The data of the calculator page; ``missing`` is the year that is not loaded, if that caused a failure."""

    form: Form
    window: NoticeWindow | None
    days: tuple[DayRow, ...]
    missing: int | None
    years: tuple[int, int]
    today: str
    choices: Mapping[str, tuple[Choice, ...]]

    @property
    def status(self) -> int:
        """Return the HTTP status: 409 if a year is missing."""
        return 409 if self.missing else self.form.status


@router.get("/calculator")
async def calculator(request: Request, calendar: Calendar, now: Now) -> Response:
    """Count the requested window, or show the empty form."""
    shown = _shown(request, calendar, now)
    return page(request, "public/calculator.html.j2", status=shown.status, shown=shown)


def _shown(request: Request, calendar: WorkingCalendar, now: datetime) -> CalculatorPage:
    today = now.astimezone(SHANGHAI).date()
    offered = _choices(language_of(request.scope))
    empty = CalculatorPage(
        Form(), None, (), None, (min(calendar.years), max(calendar.years)), today.isoformat(), offered
    )
    if not request.query_params:
        return empty
    query, form = read_form(WindowQuery, request.query_params)
    asked = replace(empty, form=form)
    if query is None:
        return asked
    try:
        window = counted(query, calendar)
    except CalendarYearMissing as error:
        return replace(asked, missing=error.year)
    return replace(asked, window=window, days=rows_of(window.days_in_short, today=today))


def _choices(language: str) -> dict[str, tuple[Choice, ...]]:
    return {"unit": choices(WindowUnit, language), "convention": choices(CountingConvention, language)}

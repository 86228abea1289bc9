"""The calculator of the statutory floor (法定公告期限)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fastapi import APIRouter, Request, Response

from disposal.pages.day_rows import DayRow, rows_between
from disposal.pages.forms import Choice, Form, choices, read_form
from disposal.pages.site import page
from disposal.services.public.floor_calculator import FloorAnswer, FloorQuery, floor_for
from disposal.web.dependencies import Calendar
from disposal.web.middleware import language_of
from notices.errors import NoticesError
from notices.law.floor import BOTH_ENDS_LEFT_OUT, FloorConvention
from notices.law.issuers import IssuerKind
from notices.law.tiers import TIERS, Tier
from notices.working_days.calendar import CalendarYearMissing, DayStatus, WorkingCalendar

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class FloorPage:
    """The data of the page; ``verdict`` says in both languages whether the notice was early enough."""

    form: Form
    answer: FloorAnswer | None
    days: tuple[DayRow, ...]
    missing: int | None
    issuer_kinds: tuple[Choice, ...] = ()
    tiers: tuple[Tier, ...] = TIERS
    convention: FloorConvention = BOTH_ENDS_LEFT_OUT
    verdict: tuple[str, str] = ("", "")

    @property
    def status(self) -> int:
        """Return the HTTP status: 409 if a year is missing."""
        return 409 if self.missing else self.form.status


@router.get("/calculator/floor")
async def floor_calculator(request: Request, calendar: Calendar) -> Response:
    """Find the requested floor, or show the empty form."""
    kinds = choices(IssuerKind, language_of(request.scope))
    shown = replace(_shown(request, calendar), issuer_kinds=kinds)
    return page(request, "public/floor.html.j2", status=shown.status, shown=shown)


def _shown(request: Request, calendar: WorkingCalendar) -> FloorPage:
    if not request.query_params:
        return FloorPage(Form(), None, (), None)
    query, form = read_form(FloorQuery, request.query_params)
    empty = FloorPage(form, None, (), None)
    if query is None:
        return empty
    try:
        answer = floor_for(query, calendar)
    except CalendarYearMissing as error:
        return replace(empty, missing=error.year)
    except NoticesError as error:
        return replace(empty, form=form.with_error(error))
    verdict = ("", "")
    if answer.published_on is not None and answer.was_early_enough is not None:
        verdict = answer.floor.verdict(answer.published_on)
    days = rows_between(_days(answer, calendar), asked_on=answer.published_on)
    return replace(empty, answer=answer, days=days, verdict=verdict)


def _days(answer: FloorAnswer, calendar: WorkingCalendar) -> Iterable[DayStatus]:
    """Return the days from the latest lawful publication, or from the given publication if no review was given."""
    if answer.published_on is None or answer.asked_review_on is not None:
        return answer.floor.days
    return calendar.days(answer.published_on, answer.floor.review_on)

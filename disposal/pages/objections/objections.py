"""异议: what is new, due, overdue or waits; the register with filters and exports; the calendar of answers."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from disposal.models.objections.codes import ObjectionGround, ObjectionState
from disposal.pages.compose.files import attached
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.list_filters import unknown_notice
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.own_proof import proof_before_export
from disposal.pages.desk.staff_page import staff_page
from disposal.pages.forms import Choice, choices, read_form
from disposal.services.objection_register.exporting import begin_export, court_register, excel_of
from disposal.services.objection_register.listing import (
    PART_WORDS,
    ObjectionSearch,
    RegisterPage,
    counted_parts,
    due_objections,
    objections_of,
    page_of_objections,
)
from disposal.services.objection_register.overview import ObjectionView
from disposal.services.objection_register.paging import ObjectionQuery
from disposal.services.public.queries import parse
from disposal.web.acting import Acting, StaffSession
from disposal.web.acting_session import acting_session
from disposal.web.dependencies import Calendar, Language, Today
from disposal.web.writer import Write
from notices.dates import SHANGHAI

router = APIRouter(include_in_schema=False)
FIELDS = ("q", "notice", "state", "ground", "in_time", "which", "sort")


@dataclass(frozen=True, slots=True)
class ObjectionsPage:
    """The register: its filter, the parts with how many stand in each, the rows."""

    form: EntryForm
    parts: tuple[tuple[str, tuple[str, str], int], ...]
    page: RegisterPage
    today: date
    states: tuple[Choice, ...]
    grounds: tuple[Choice, ...]
    may_log: bool
    may_export: bool

    def beside(self, **position: str) -> str:
        """Return the query of a neighbouring page."""
        return urlencode(dict(self.asked) | position)

    @property
    def asked(self) -> tuple[tuple[str, str], ...]:
        """Return what the address asks for."""
        return self.form.items

    def sorted_by(self, name: str) -> tuple[str, str]:
        """Return the query that sorts by a column, and how it is sorted now."""
        asked = dict(self.asked)
        now = asked.get("sort", "-received")
        way = {name: "up", f"-{name}": "down"}.get(now, "")
        return urlencode({**asked, "sort": name if way == "down" else f"-{name}"}), way


@router.get("/desk/objections")
def objections_page(
    request: Request, signed: Acting, session: StaffSession, calendar: Calendar, today: Today, language: Language
) -> Response:
    """Show the register of objections, and what waits."""
    query, form = read_form(ObjectionQuery, request.query_params)
    counted = counted_parts(session, calendar=calendar, today=today)
    asked = tuple((name, value) for name in FIELDS if (value := form.value(name)))
    shown = ObjectionsPage(
        form=EntryForm(asked, (*form.problems, *unknown_notice(session, form.value("notice")))),
        parts=tuple((name, PART_WORDS[name], number) for name, number in counted.items()),
        page=page_of_objections(session, ObjectionSearch(query, calendar, today)) if query else RegisterPage(()),
        today=today,
        states=choices(ObjectionState, language),
        grounds=choices(ObjectionGround, language),
        may_log=signed.may("objection.entered"),
        may_export=signed.may("objections.exported"),
    )
    menu = menu_of(request, signed)
    return staff_page(request, "objections/objections.html.j2", menu, status=shown.form.status, shown=shown)


@router.get("/desk/due")
def answer_calendar(
    request: Request, signed: Acting, session: StaffSession, calendar: Calendar, today: Today
) -> Response:
    """Show by which day each objection is to be answered (答复日历)."""
    found = due_objections(session, calendar=calendar)
    days: dict[date, list[ObjectionView]] = {}
    for view in found:
        if view.clock is not None and view.clock.due_on is not None:
            days.setdefault(view.clock.due_on, []).append(view)
    still = [view for view in found if view.clock is not None and view.clock.open_pause is not None]
    menu = menu_of(request, signed)
    return staff_page(request, "objections/due.html.j2", menu, days=days, still=still, today=today)


@router.post("/desk/objections/export")
def objections_exported(request: Request, write: Write, calendar: Calendar, language: Language) -> Response:
    """Send the register that fits the filter as a workbook, or as PDF for a court."""
    if asked := proof_before_export(write):
        return asked
    query, now = parse(ObjectionQuery, dict(write.form.items)), write.at.astimezone(SHANGHAI)
    name = f"{'objections' if language == 'en' else '异议登记簿'}-{now:%Y%m%d-%H%M}"
    with acting_session(request, write.signed) as session:
        filters = begin_export(session, query)
        views = objections_of(session, ObjectionSearch(query, calendar, now.date()))
        if write.form.value("form") == "pdf":
            register = court_register(session, views, at=write.at, filters=filters)
            return write.answered(attached(register, f"{name}.pdf"))
        return write.answered(attached(excel_of(views, language=language), f"{name}.xlsx"))

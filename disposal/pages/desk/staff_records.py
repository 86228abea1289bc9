"""One record: as it stands, as it stood on a day (当日情形), its history (变更记录); and the audit trail of all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request, Response

from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.list_view import ShownUse, shown_uses
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.staff_page import staff_page
from disposal.pages.forms import read_form
from disposal.services.filings.windows import WindowEnd, end_words, later_end
from disposal.services.staff_records.audit_pages import AuditQuery, audit_page
from disposal.services.staff_records.history import record_history
from disposal.services.staff_records.kinds import RECORD_KINDS, RecordKind
from disposal.services.staff_records.records import StaffRecord, staff_record
from disposal.services.staff_records.steps import ProjectSteps, project_steps
from disposal.web.acting import Acting
from disposal.web.acting_session import acting_session, reading_session
from disposal.web.dependencies import Language, Now, register
from notices.dates import SHANGHAI
from notices.reading import Problem
from notices.written.dates import read_day_near

router = APIRouter(include_in_schema=False)
_EDITED = {"claims": "/edit"}
"""Records that have a page on which they are changed, and what its address ends with."""


@dataclass(frozen=True, slots=True)
class RecordView:
    """All that the page of a record shows."""

    record: StaffRecord
    kind: RecordKind
    form: EntryForm
    uses: tuple[ShownUse, ...]
    steps: ProjectSteps | None
    edit: str
    may_merge: bool
    may_export_case: bool
    later: WindowEnd | None = None
    """The end that filings to a notice count to where it is later than the one that it states."""

    @property
    def later_ends(self) -> str:
        """Return that end in Chinese."""
        return end_words(self.later.dates.ends_at) if self.later else ""


def _page_of(kind: RecordKind) -> Callable[..., Response]:
    def shown(request: Request, record_id: UUID, acting: Acting, language: Language, now: Now) -> Response:
        form, on = _day_asked(request, now.astimezone(SHANGHAI).date())
        with reading_session(request, acting) as session:
            record = staff_record(session, kind.code, record_id, on=on, language=language)
            later = later_end(session, record.title, calendar=register(request).calendar) if record.is_public else None
            steps = project_steps(session, record_id, now=now) if kind.code == "projects" and on is None else None
        edit = f"/desk/{kind.code}/{record_id}{_EDITED[kind.code]}" if kind.code in _EDITED and on is None else ""
        may_merge = kind.code == "parties" and on is None and acting.may("party.merged")
        may_export = record.is_public and on is None and acting.may("notices.exported")
        view = RecordView(record, kind, form, shown_uses(record, language), steps, edit, may_merge, may_export, later)
        status = 422 if form.problems else 200
        return staff_page(request, "desk/record.html.j2", menu_of(request, acting), status=status, shown=view)

    return shown


def _history_of(kind: RecordKind) -> Callable[..., Response]:
    def shown(
        request: Request, record_id: UUID, acting: Acting, language: Language, before: int | None = None
    ) -> Response:
        with reading_session(request, acting) as session:
            history = record_history(session, kind.code, record_id, before=before, language=language)
        return staff_page(request, "desk/history.html.j2", menu_of(request, acting), shown=history, before=before)

    return shown


def _day_asked(request: Request, today: date) -> tuple[EntryForm, date | None]:
    """Return the form of the day, and the day that it names; a day to come is refused."""
    typed = request.query_params.get("on", "").strip()
    if not typed:
        return EntryForm(), None
    try:
        day = read_day_near(typed, today=today)
    except ValueError:  # told below as a wrong day
        day = None
    if day is not None and day <= today:
        return EntryForm((("on", day.isoformat()),)), day
    zh, en = "填写今天或以前的日期，如2024-06-30", "give today or an earlier day, such as 2024-06-30"
    return EntryForm((("on", typed),), (Problem(path="on", value=typed[:40], zh=zh, en=en),)), None


for _kind in RECORD_KINDS.values():
    router.add_api_route(f"/desk/{_kind.code}/{{record_id:uuid}}", _page_of(_kind), methods=["GET"])
    router.add_api_route(f"/desk/{_kind.code}/{{record_id:uuid}}/history", _history_of(_kind), methods=["GET"])


@router.get("/desk/audit")
def audit(request: Request, acting: Acting, language: Language) -> Response:
    """Show a page of the audit trail; that it was read is written to it."""
    query, form = read_form(AuditQuery, request.query_params)
    with acting_session(request, acting) as session:
        page = audit_page(session, query or AuditQuery(), language=language)
    asked = {name: value for name, value in form.values.items() if value and name != "before"}
    older = urlencode({**asked, "before": page.older}) if page.older else ""
    entry = EntryForm(tuple(form.values.items()), form.problems)
    menu = menu_of(request, acting)
    context = {"page": page, "form": entry, "older": older}
    return staff_page(request, "desk/audit.html.j2", menu, status=form.status, shown=context)

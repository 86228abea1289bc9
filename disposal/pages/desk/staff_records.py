"""One record: as it stands, as it stood on a day (当日情形), its history (变更记录); and the audit trail of all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request, Response

from disposal.acting import Refusal
from disposal.models.projects.disposal_project import DisposalProject
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.list_view import ShownUse, shown_uses
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.staff_page import see_other, staff_page
from disposal.pages.forms import read_form
from disposal.services.accounts.permissions import require
from disposal.services.filings.windows import WindowEnd, end_words, later_end
from disposal.services.projects.projects import cancel_project, reopen_project
from disposal.services.sign_in.sessions import SignedIn
from disposal.services.staff_records.audit_pages import AuditQuery, audit_page
from disposal.services.staff_records.history import record_history
from disposal.services.staff_records.kinds import RECORD_KINDS, RecordKind
from disposal.services.staff_records.records import StaffRecord, staff_record
from disposal.services.staff_records.steps import ProjectSteps, project_steps
from disposal.web.acting import Acting, StaffSession
from disposal.web.acting_session import acting_session, reading_session
from disposal.web.dependencies import Language, Now, register
from disposal.web.middleware import language_of
from disposal.web.writer import Write, Writer
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
    done: str = ""
    later: WindowEnd | None = None
    """The end that filings to a notice count to where it is later than the one that it states."""

    @property
    def later_ends(self) -> str:
        """Return that end in Chinese."""
        return end_words(self.later.dates.ends_at) if self.later else ""


def _page_of(kind: RecordKind) -> Callable[..., Response]:
    def shown(request: Request, record_id: UUID, acting: Acting, now: Now) -> Response:
        form, on = _day_asked(request, now.astimezone(SHANGHAI).date())
        return _record_page(request, acting, (kind, record_id), form, on)

    return shown


def _record_page(
    request: Request, acting: SignedIn, of: tuple[RecordKind, UUID], form: EntryForm, on: date | None = None
) -> Response:
    (kind, record_id), language = of, language_of(request.scope)
    with reading_session(request, acting) as session:
        record = staff_record(session, kind.code, record_id, on=on, language=language)
        later = later_end(session, record.title, calendar=register(request).calendar) if record.is_public else None
        is_project = kind.code == "projects" and on is None
        steps = project_steps(session, record_id, now=register(request).clock()) if is_project else None
    edit = f"/desk/{kind.code}/{record_id}{_EDITED[kind.code]}" if kind.code in _EDITED and on is None else ""
    may_merge = kind.code == "parties" and on is None and acting.may("party.merged")
    may_export = record.is_public and on is None and acting.may("notices.exported")
    uses, done = shown_uses(record, language), request.query_params.get("done", "")
    view = RecordView(record, kind, form, uses, steps, edit, may_merge, may_export, done=done, later=later)
    status = 422 if form.problems else 200
    return staff_page(request, "desk/record.html.j2", menu_of(request, acting), status=status, shown=view)


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


@router.post("/desk/projects/{project_id}/cancel")
def project_cancelled(request: Request, write: Write, project_id: UUID) -> Response:
    """Cancel a project (取消项目); a refusal stands at the reason that was typed."""
    return _project_step(request, write, project_id, cancel_project)


@router.post("/desk/projects/{project_id}/reopen")
def project_reopened(request: Request, write: Write, project_id: UUID) -> Response:
    """Take a cancelled project up again (恢复项目)."""
    return _project_step(request, write, project_id, reopen_project)


def _project_step(request: Request, write: Writer, project_id: UUID, step: Callable[..., DisposalProject]) -> Response:
    def stepped(session: StaffSession) -> str:
        require(session, "projects.read")
        return step(session, project_id, reason=write.form.value("reason")).status.value

    done = write.attempt(stepped)
    if isinstance(done.error, Refusal):
        raise done.error
    if done.error is not None:
        problem = Problem(path="reason", value="", zh=done.error.zh, en=done.error.en)
        form = EntryForm(write.typed, (problem,))
        return write.answered(_record_page(request, write.signed, (RECORD_KINDS["projects"], project_id), form))
    return write.answered(see_other(request, f"/desk/projects/{project_id}?done={done.value}"))


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

"""审计记录: the audit trail for auditors, that of accounts for administrators."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.staff_page import staff_page
from disposal.pages.forms import read_form
from disposal.services.staff_records.audit_pages import AuditQuery, audit_page
from disposal.web.acting import Acting
from disposal.web.acting_session import acting_session
from disposal.web.dependencies import Language

router = APIRouter(include_in_schema=False)


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

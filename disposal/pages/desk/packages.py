"""资产包导入: the template, an upload that waits, its dry run by cell, confirmation, undo."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from disposal.pages.desk.package_page import FIELDS, attachment, page_of_import, page_of_upload, refused_upload
from disposal.pages.desk.staff_page import see_other
from disposal.services.accounts.permissions import require
from disposal.services.package_import.facts import PackageFacts
from disposal.services.package_import.imports import import_called
from disposal.services.package_import.package_import import PackageListeners
from disposal.services.package_import.staging import confirm_staged, discard_staged, preview_staged, stage_package
from disposal.services.package_import.undoing import undo_import
from disposal.services.package_import.wrong_rows import wrong_rows_workbook
from disposal.services.records.validation import read
from disposal.web.acting import Acting
from disposal.web.acting_session import acting_session
from disposal.web.writer import OwnForm
from notices.errors import NoticesError

router = APIRouter(include_in_schema=False)


@router.get("/desk/packages/new")
def new_package(request: Request, acting: Acting, discarded: str = "") -> Response:
    """Show the upload, and the imports of before."""
    with acting_session(request, acting) as session:
        return page_of_upload(request, acting, session, discarded=discarded)


@router.get("/desk/packages/template")
def package_template(request: Request, acting: Acting) -> Response:
    """Send the workbook to fill in."""
    from disposal.services.package_workbook.template import template_bytes  # draws on all of openpyxl

    return attachment(template_bytes(), "资产包.xlsx")


@router.post("/desk/packages/new")
def package_posted(request: Request, acting: Acting, posted: OwnForm) -> Response:
    """Keep an uploaded workbook until it is confirmed; what is wrong with the fields stands at them."""
    file = next((each for each in posted.files if each.field == "workbook" and each.size), None)
    values = {name: value.strip() for name, value in posted.items if name in FIELDS and value.strip()}
    try:
        with acting_session(request, acting) as session:
            facts = read(PackageFacts, values)
            data = file.content.read() if file else b""
            row = stage_package(session, data, facts, file_name=file.name if file else "")
    except NoticesError as error:
        with acting_session(request, acting) as session:
            return page_of_upload(request, acting, session, form=refused_upload(posted.items, error))
    return see_other(request, f"/desk/packages/{row.id}")


@router.get("/desk/packages/{import_id}")
def package(request: Request, import_id: UUID, acting: Acting) -> Response:
    """Show a workbook that waits with its dry run, or what an import made."""
    with acting_session(request, acting) as session:
        require(session, "package.staged")
        return page_of_import(request, acting, session, import_called(session, str(import_id)))


@router.get("/desk/packages/{import_id}/wrong-rows")
def package_wrong_rows(request: Request, import_id: UUID, acting: Acting) -> Response:
    """Send the rows with problems and their reasons."""
    found: list[bytes] = []
    listeners = PackageListeners(on_checked=lambda book, plan: found.append(wrong_rows_workbook(book, plan) or b""))
    with acting_session(request, acting) as session:
        require(session, "package.staged")
        preview_staged(session, import_id, listeners)
    return attachment(found[0], "有误的行.xlsx")


@router.post("/desk/packages/{import_id}/confirm")
def package_confirmed(request: Request, import_id: UUID, acting: Acting, posted: OwnForm) -> Response:
    """Import what was looked at, whole or not at all (确认导入)."""
    try:
        with acting_session(request, acting) as session:
            confirm_staged(session, import_id)
    except NoticesError as error:
        with acting_session(request, acting) as session:
            return page_of_import(request, acting, session, import_called(session, str(import_id)), error=error)
    return see_other(request, f"/desk/packages/{import_id}")


@router.post("/desk/packages/{import_id}/discard")
def package_discarded(request: Request, import_id: UUID, acting: Acting, posted: OwnForm) -> Response:
    """Drop a workbook that waits (作废)."""
    with acting_session(request, acting) as session:
        discard_staged(session, import_id, reason=posted.value("reason") or "不再需要")
    return see_other(request, "/desk/packages/new?discarded=1")


@router.post("/desk/packages/{import_id}/undo")
def package_undone(request: Request, import_id: UUID, acting: Acting, posted: OwnForm) -> Response:
    """Take an import back as a whole (还原导入); what stands against it is told on the page."""
    try:
        with acting_session(request, acting) as session:
            undo_import(session, import_id, reason=posted.value("reason"))
    except NoticesError as error:
        with acting_session(request, acting) as session:
            return page_of_import(request, acting, session, import_called(session, str(import_id)), error=error)
    return see_other(request, f"/desk/packages/{import_id}")

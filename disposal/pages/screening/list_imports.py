"""名单导入: 选文件 › 对应列 › 试导入 › 确认. Nothing of the sheet is an entry before it is confirmed."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from disposal.models.lists.upload import ListUpload
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.staff_page import see_other
from disposal.pages.screening.frame import Visit, download, form_after
from disposal.pages.screening.import_page import FACTS, columns_page, dry_run_page, file_page
from disposal.services.accounts.permissions import require
from disposal.services.list_import.columns import FIELDS
from disposal.services.list_import.list_import import ImportResult
from disposal.services.list_import.uploads import (
    confirm_upload,
    discard_upload,
    map_columns,
    stage_list,
    upload_in,
    wrong_rows_of,
)
from disposal.web.acting import Acting
from disposal.web.acting_session import acting_session, reading_session
from disposal.web.writer import Write

router = APIRouter(include_in_schema=False)
_VERB = "list_version.imported"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/desk/lists/{code}/import")
def list_to_import(request: Request, acting: Acting, code: str, discarded: str = "") -> Response:
    """Ask for the file (选文件)."""
    with reading_session(request, acting) as session:
        require(session, _VERB)
        return file_page(Visit(request, acting, session), code, form=EntryForm(), is_discarded=bool(discarded))


@router.post("/desk/lists/{code}/import")
def list_uploaded(request: Request, acting: Acting, code: str, write: Write) -> Response:
    """Keep the file until it is confirmed."""
    file = next((each for each in write.form.files if each.field == "file" and each.size), None)
    facts = {name: text for name in FACTS if (text := write.form.value(name).strip())}

    def stage(session: Any) -> UUID:
        require(session, _VERB)
        data = file.content.read() if file else b""
        return stage_list(session, code, data, facts, file_name=file.name if file else "").id

    done = write.attempt(stage)
    if done.error is None:
        return see_other(request, f"/desk/lists/{code}/import/{done.value}")
    form = form_after(write.form.without("csrf"), done.error)
    with reading_session(request, acting) as session:
        require(session, _VERB)
        return file_page(Visit(request, acting, session), code, form=form)


@router.get("/desk/lists/{code}/import/{upload_id}")
def columns_to_map(request: Request, acting: Acting, code: str, upload_id: UUID) -> Response:
    """Ask which heading each field is read from (对应列)."""
    with reading_session(request, acting) as session:
        require(session, _VERB)
        upload_in(session, code, upload_id)
        return columns_page(request, acting, session, upload_id)


@router.post("/desk/lists/{code}/import/{upload_id}/columns")
def columns_mapped(request: Request, acting: Acting, code: str, upload_id: UUID, write: Write) -> Response:
    """Note the columns and go on to the dry run."""
    mapping = {field: write.form.value(f"column-{field}") for field in FIELDS}

    def note(session: Any) -> ListUpload:
        require(session, _VERB)
        upload_in(session, code, upload_id)
        return map_columns(session, upload_id, mapping)

    done = write.attempt(note)
    if done.error is not None:
        raise done.error
    return see_other(request, f"/desk/lists/{code}/import/{upload_id}/check")


@router.get("/desk/lists/{code}/import/{upload_id}/check")
def dry_run(request: Request, acting: Acting, code: str, upload_id: UUID) -> Response:
    """Show what the import would do (试导入): done whole and taken back, so nothing is stored."""
    with acting_session(request, acting) as session:
        require(session, _VERB)
        upload_in(session, code, upload_id)
        return dry_run_page(request, acting, session, upload_id)


@router.get("/desk/lists/{code}/import/{upload_id}/wrong-rows")
def wrong_rows(request: Request, acting: Acting, code: str, upload_id: UUID) -> Response:
    """Send the wrong rows with their reasons (下载错误行)."""
    with acting_session(request, acting) as session:
        require(session, _VERB)
        upload_in(session, code, upload_id)
        data = wrong_rows_of(session, upload_id)
    return download(data, "错误行.xlsx", _WORKBOOK)


@router.post("/desk/lists/{code}/import/{upload_id}/confirm")
def import_confirmed(request: Request, acting: Acting, code: str, upload_id: UUID, write: Write) -> Response:
    """Import what was looked at (确认导入); wrong rows are left out only where that was said."""
    skipped = write.form.value("skip")
    most = int(skipped) if skipped.isascii() and skipped.isdigit() and len(skipped) < 9 else 0

    def confirm(session: Any) -> ImportResult:
        require(session, _VERB)
        upload_in(session, code, upload_id)
        return confirm_upload(session, upload_id, accept_errors=most)

    done = write.attempt(confirm)
    if done.error is None:
        return see_other(request, f"/desk/lists/{code}?imported=1")
    with acting_session(request, acting) as session:
        require(session, _VERB)
        upload_in(session, code, upload_id)
        return dry_run_page(request, acting, session, upload_id, error=done.error)


@router.post("/desk/lists/{code}/import/{upload_id}/discard")
def upload_discarded(request: Request, acting: Acting, code: str, upload_id: UUID, write: Write) -> Response:
    """Drop a file that waits (作废)."""

    def discard(session: Any) -> None:
        require(session, "list_upload.discarded")
        upload_in(session, code, upload_id)
        discard_upload(session, upload_id, reason=write.form.value("reason").strip() or "不再需要")

    done = write.attempt(discard)
    if done.error is not None:
        raise done.error
    return see_other(request, f"/desk/lists/{code}/import?discarded=1")

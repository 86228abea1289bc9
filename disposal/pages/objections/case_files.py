"""导出卷宗 on the pages of an objection and of a notice: an archive of numbered files, with an index."""

from collections.abc import Callable, Iterator
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from disposal.models.publication.notice import Notice
from disposal.pages.compose.notice_form_page import context_in
from disposal.pages.desk.own_proof import proof_before_export
from disposal.services.accounts.permissions import require
from disposal.services.case_files.case_file import CaseFile, files_in, index_pdf, zipped
from disposal.services.case_files.drawing import case_of_notice, case_of_objection
from disposal.services.records.writing import found
from disposal.services.sign_in.sessions import SignedIn
from disposal.web.acting import StaffSession
from disposal.web.acting_session import acting_session, reading_session
from disposal.web.responses import NEVER
from disposal.web.writer import Write, Writer

router = APIRouter(include_in_schema=False)


@router.post("/desk/objections/{receipt}/case-file")
def objection_case_file(request: Request, write: Write, receipt: str) -> Response:
    """Send the case file of an objection."""
    context = context_in(request)
    return _sent(write, lambda session: case_of_objection(session, receipt, context=context))


@router.post("/desk/notices/{notice_id}/case-file")
def notice_case_file(request: Request, write: Write, notice_id: UUID) -> Response:
    """Send the case file of a published notice with all objections to it."""
    context = context_in(request)

    def drawn(session: StaffSession) -> CaseFile:
        require(session, "notices.exported")
        return case_of_notice(session, str(found(session, Notice, notice_id).number), context=context)

    return _sent(write, drawn)


def _sent(write: Writer, drawn: Callable[[StaffSession], CaseFile]) -> Response:
    """Draw up a case file, which the audit trail then holds, and send it piece by piece."""
    if asked := proof_before_export(write):
        return asked
    with acting_session(write.request, write.signed) as session:
        case = drawn(session)
        index = index_pdf(case)
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(case.name, safe='')}.zip",
        "cache-control": NEVER,
        "x-content-type-options": "nosniff",
    }
    pieces = _pieces(write.request, write.signed, case, index)
    return write.answered(StreamingResponse(pieces, media_type="application/zip", headers=headers))


def _pieces(request: Request, signed: SignedIn, case: CaseFile, index: bytes) -> Iterator[bytes]:
    with reading_session(request, signed) as session:
        yield from zipped(files_in(session, case, index), case.name)

"""Downloads of a draft: the Word file that is sent round for comments, and the PDF as it would be published."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from disposal.models.publication.notice import Notice
from disposal.pages.compose.files import attached
from disposal.pages.compose.notice_form_page import context_in
from disposal.services.accounts.permissions import require
from disposal.services.publication.papers import draft_pdf, draft_word
from disposal.services.records.writing import found
from disposal.web.acting import Acting
from disposal.web.acting_session import acting_session

router = APIRouter(include_in_schema=False)


@router.get("/desk/notices/{notice_id}/word")
def draft_as_word(request: Request, notice_id: UUID, acting: Acting) -> Response:
    """Send a draft as a Word file."""
    with acting_session(request, acting) as session:
        require(session, "drafts.read")
        notice = found(session, Notice, notice_id)
        return attached(draft_word(session, notice, context=context_in(request)), f"{notice.title}.docx")


@router.get("/desk/notices/{notice_id}/pdf")
def draft_as_pdf(request: Request, notice_id: UUID, acting: Acting) -> Response:
    """Send a draft as the PDF it would be."""
    with acting_session(request, acting) as session:
        require(session, "drafts.read")
        notice = found(session, Notice, notice_id)
        return attached(draft_pdf(session, notice, context=context_in(request)), f"{notice.title}.pdf", is_inline=True)

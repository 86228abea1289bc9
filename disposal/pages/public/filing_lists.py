"""All answered enquiries about a notice, and all objections to it that readers are told of, page by page."""

from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, Request, Response

from disposal.pages.site import page
from disposal.services.enquiries.public_enquiries import PublicEnquiries, public_enquiries
from disposal.services.filings.published import published_notice
from disposal.services.objection_register.public_count import PublicCount, public_count
from disposal.web.dependencies import Now, ReadSession
from disposal.web.responses import tag_of
from notices.dates import SHANGHAI

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class FiledList:
    """One page of enquiries or of objections; ``is_first`` where it is the newest."""

    number: str
    is_first: bool
    enquiries: PublicEnquiries | None = None
    count: PublicCount | None = None


@router.get("/notices/{notice}/enquiries")
def all_enquiries(request: Request, notice: str, session: ReadSession, after: UUID | None = None) -> Response:
    """Show answered enquiries, the newest first."""
    found = public_enquiries(session, notice, after=after)
    shown = FiledList(found.number, after is None, enquiries=found)
    return page(request, "public/filing_list.html.j2", tags=(tag_of(found.number),), shown=shown)


@router.get("/notices/{notice}/objections")
def all_objections(
    request: Request, notice: str, session: ReadSession, now: Now, after: UUID | None = None
) -> Response:
    """Show objections where the issuer's rule tells of them, the newest first."""
    found = published_notice(session, notice)
    count = public_count(session, found, today=now.astimezone(SHANGHAI).date(), after=after)
    shown = FiledList(str(found.number), after is None, count=count)
    return page(request, "public/filing_list.html.j2", tags=(tag_of(shown.number),), shown=shown)

"""The private page of an enquiry: its answer, and the consent to publish, which may be taken back.

Whoever has the address reads it. The token in it is stored as a digest, and no page or log repeats it.
"""

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from disposal.pages.filings import PRIVATE, caller, to_private
from disposal.pages.site import HTML, public_body
from disposal.registry.public_enquiries import conceal_publicly
from disposal.registry.public_filing import Filer
from disposal.services.enquiries.lookup import enquiry_behind
from disposal.services.enquiries.overview import EnquiryView, view_of
from disposal.services.filings.published import FilingContext
from disposal.web.dependencies import Calendar, Now, register
from disposal.web.writer import FiledForm

router = APIRouter(include_in_schema=False)
PATH = "/enquiries/{token}"


@dataclass(frozen=True, slots=True)
class EnquiryLinkPage:
    """What the asker sees."""

    view: EnquiryView
    is_concealed: bool


@router.get(PATH)
def enquiry_page(request: Request, token: str, calendar: Calendar, done: str = "") -> Response:
    """Show an enquiry to who asked."""
    with register(request).database.session() as session:
        view = view_of(session, enquiry_behind(session, token), calendar=calendar)
    shown = EnquiryLinkPage(view, is_concealed=done == "concealed")
    body = public_body(request, "public/enquiry.html.j2", shown=shown, token=token)
    return Response(body, headers={"content-type": HTML, **PRIVATE})


@router.post(PATH)
def consent_withdrawn(request: Request, token: str, now: Now, calendar: Calendar, form: FiledForm) -> Response:
    """Take the consent to publish back."""
    conceal_publicly(register(request).database, token, filer=Filer(caller(request), FilingContext(now, calendar)))
    return to_private(request, f"/enquiries/{token}?done=concealed")

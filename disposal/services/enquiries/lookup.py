"""Find enquiries: by receipt number for staff, by private link for who asked."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.models.enquiries.enquiry import Enquiry, EnquiryAnswer
from disposal.models.publication.notice import Notice
from disposal.services.enquiries.errors import EnquiryUnknown
from disposal.services.filings.receipt_numbers import filing_behind, filing_called
from disposal.services.records.id_sets import among


def enquiry_called(session: Session, receipt: str) -> Enquiry:
    """Return the enquiry with this receipt number or id. Raises: EnquiryUnknown, also for one of another branch."""
    return filing_called(session, Enquiry, receipt, unknown=EnquiryUnknown)


def enquiry_behind(session: Session, token: str) -> Enquiry:
    """Return the enquiry that a private link opens. Raises: EnquiryUnknown, which does not repeat the token."""
    return filing_behind(session, Enquiry, token, unknown=EnquiryUnknown)


def notice_of(session: Session, enquiry: Enquiry) -> Notice:
    """Return the notice that an enquiry speaks of."""
    return session.get_one(Notice, enquiry.notice_id)


def answers_of(session: Session, enquiry: Enquiry) -> Sequence[EnquiryAnswer]:
    """Return the answers to an enquiry, the oldest first."""
    return answers_to(session, [enquiry.id])


def answers_to(session: Session, enquiry_ids: Sequence[UUID]) -> Sequence[EnquiryAnswer]:
    """Return the answers to these enquiries, the oldest first."""
    query = select(EnquiryAnswer).where(among(EnquiryAnswer.enquiry_id, enquiry_ids))
    return session.exec(query.order_by(col(EnquiryAnswer.id))).all()

"""Find enquiries: by receipt number for staff, by private link for who asked."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.models.enquiries.enquiry import Enquiry, EnquiryAnswer
from disposal.models.publication.notice import Notice
from disposal.record_ids import record_id_in
from disposal.services.enquiries.errors import EnquiryUnknown
from disposal.services.filings.receipt_numbers import LONGEST_TOKEN, digest_of_link, why_unknown
from disposal.services.records.id_sets import among


def enquiry_called(session: Session, receipt: str) -> Enquiry:
    """Return the enquiry with this receipt number or id. Raises: EnquiryUnknown, also for one of another branch."""
    row_id = record_id_in(receipt)
    by = Enquiry.id == row_id if row_id is not None else Enquiry.receipt == receipt.strip().upper()
    query = select(Enquiry).where(by)
    enquiry = session.exec(query).one_or_none()
    if enquiry is None:
        raise EnquiryUnknown(receipt, why=why_unknown(receipt))
    return enquiry


def enquiry_behind(session: Session, token: str) -> Enquiry:
    """Return the enquiry that a private link opens. Raises: EnquiryUnknown, which does not repeat the token."""
    query = select(Enquiry).where(Enquiry.link_digest == digest_of_link(token[: LONGEST_TOKEN + 1]))
    enquiry = session.exec(query).one_or_none()
    if enquiry is None or not token.isascii():
        raise EnquiryUnknown
    return enquiry


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

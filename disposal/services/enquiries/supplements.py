"""An answer that becomes part of a supplement (补充公告): question and answer drafted as its text."""

from datetime import date
from uuid import UUID

from sqlmodel import Session

from disposal.models.publication.notice import Notice
from disposal.services.accounts.permissions import require
from disposal.services.enquiries.errors import EnquiryRefused
from disposal.services.enquiries.lookup import answers_of, enquiry_called, notice_of
from disposal.services.filings.masking import masking_of
from disposal.services.publication.publication import draft_amendment
from disposal.services.publication.versions import newest_content
from disposal.services.records.validation import read
from notices.content.content import NoticeContent


def draft_supplement(session: Session, receipt: str, *, on: date) -> Notice:
    """Draft a supplement of an answered enquiry, to be completed, approved and published like any other.

    Persons and numbers are masked in it, whether or not the asker agreed to be published.

    Raises: PermissionRefused; EnquiryUnknown; EnquiryRefused if it is not answered; InvalidRecord if a
    paragraph would be too long; what ``draft_amendment`` raises.
    """
    require(session, "notice.drafted")
    enquiry = enquiry_called(session, receipt)
    answers = answers_of(session, enquiry)
    if not answers:
        raise EnquiryRefused(
            field="state",
            zh=f"咨询 {enquiry.receipt} 尚未答复，不能起草补充公告；请先答复。",
            en=f"enquiry {enquiry.receipt} is not answered, so no supplement follows from it; answer it first",
        )
    notice = notice_of(session, enquiry)
    masking = masking_of(session, notice, (enquiry.enquirer,))
    offer: UUID = notice.offer_id or notice.id
    said = newest_content(session, session.get_one(Notice, offer))
    question, answer = masking.of(enquiry.public_question or enquiry.words), masking.of(answers[-1].words)
    values = {
        "kind": "supplement",
        "published_on": on,
        "issuer": said.issuer,
        "contacts": said.contacts,
        "statements": [f"问：{question}", f"答：{answer}"],
    }
    return draft_amendment(session, offer, read(NoticeContent, values))

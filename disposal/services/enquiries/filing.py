"""Enquiries entered: asked by anybody on the public page (咨询), or logged by staff (登记咨询)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from disposal.models.enquiries.enquiry import Enquiry, EnquiryCreate, EnquiryFields
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import Notice
from disposal.models.records.filing_channel import FilingChannel
from disposal.services.accounts.permissions import require
from disposal.services.enquiries.errors import EnquiryInvalid
from disposal.services.enquiries.files import store_files
from disposal.services.enquiries.timeliness import timeliness_of
from disposal.services.filings.evidence import EvidenceFile
from disposal.services.filings.filing_rates import refuse_full_day
from disposal.services.filings.published import FilingContext, published_notice, refuse_impossible_time
from disposal.services.filings.receipt_numbers import ENQUIRIES, digest_of_link, new_link_token, next_receipt
from disposal.services.filings.windows import Timeliness
from disposal.services.records.validation import read
from disposal.services.records.writing import enter

_FEWEST_CHARACTERS = 2


@dataclass(frozen=True, slots=True)
class FiledEnquiry:
    """An enquiry just entered, whether it came in time, and the token of its private link, shown once."""

    enquiry: Enquiry
    timeliness: Timeliness
    token: str


def file_enquiry(
    session: Session, number: str, values: Mapping[str, Any], files: Sequence[EvidenceFile], *, context: FilingContext
) -> FiledEnquiry:
    """File an enquiry of somebody without account, received at this instant. A late one is kept and marked.

    Raises: NoticeUnknown; InvalidRecord; EnquiryInvalid; EvidenceRefused.
    """
    require(session, "enquiry.filed")
    notice = published_notice(session, number)
    refuse_full_day(session, files)
    data = read(EnquiryFields, values)
    facts = {
        **data.model_dump(),
        "channel": FilingChannel.web_page,
        "received_at": context.at,
        "entered_by": "咨询人",
        "is_filed_publicly": True,
    }
    return _entered(session, notice, facts, files, context=context)


def log_enquiry(
    session: Session, number: str, values: Mapping[str, Any], files: Sequence[EvidenceFile], *, context: FilingContext
) -> FiledEnquiry:
    """Log an enquiry that reached staff; without a time it was received now.

    Raises: NoticeUnknown; InvalidRecord; EnquiryInvalid for a time to come or before the notice.
    """
    actor = require(session, "enquiry.entered")
    notice = published_notice(session, number)
    data = read(EnquiryCreate, values)
    received_at = data.received_at or context.at
    refuse_impossible_time(session, notice, received_at, at=context.at, refusal=EnquiryInvalid)
    facts = {
        **data.model_dump(),
        "received_at": received_at,
        "entered_by": actor.name,
        "entered_by_id": actor.person_id,
    }
    return _entered(session, notice, facts, files, context=context)


def _entered(
    session: Session, notice: Notice, facts: dict[str, Any], files: Sequence[EvidenceFile], *, context: FilingContext
) -> FiledEnquiry:
    if len(str(facts["words"])) < _FEWEST_CHARACTERS:
        raise EnquiryInvalid(
            field="words",
            zh="问题过短；请写明要咨询的内容。",
            en="the question is too short; say what you want to know",
        )
    token = new_link_token()
    issuer = session.get_one(Issuer, notice.issuer_id)
    row = Enquiry.model_validate(
        {
            **facts,
            "notice_id": notice.id,
            "receipt": next_receipt(session, issuer, at=context.at, series=ENQUIRIES),
            "entered_at": context.at,
            "link_digest": digest_of_link(token),
        }
    )
    enter(session, row, event="enquiry.filed" if row.is_filed_publicly else "enquiry.entered")
    store_files(session, row, files)
    return FiledEnquiry(row, timeliness_of(session, row, calendar=context.calendar), token)

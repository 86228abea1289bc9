"""What somebody without account does: ask about a notice, take the consent to publish back. Each filing is counted."""

from collections.abc import Mapping, Sequence
from typing import Any

from disposal.acting import ENQUIRER
from disposal.models.enquiries.enquiry import Enquiry
from disposal.registry.public_filing import Filer, filing_as
from disposal.services.enquiries.answering import withdraw_consent
from disposal.services.enquiries.filing import FiledEnquiry, file_enquiry
from disposal.services.filings.evidence import EvidenceFile
from disposal.storage.database import Database


def enquire_publicly(
    database: Database, number: str, values: Mapping[str, Any], files: Sequence[EvidenceFile], *, filer: Filer
) -> FiledEnquiry:
    """File an enquiry about a notice. Raises: FilingsTooMany; what ``file_enquiry`` raises."""
    with filing_as(database, ENQUIRER, filer) as session:
        return file_enquiry(session, number, values, files, context=filer.context)


def conceal_publicly(database: Database, token: str, *, filer: Filer) -> Enquiry:
    """Take the consent to publish back over a private link. Raises: FilingsTooMany, EnquiryUnknown."""
    with filing_as(database, ENQUIRER, filer) as session:
        return withdraw_consent(session, token)

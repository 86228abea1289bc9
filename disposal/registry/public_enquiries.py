"""What somebody without account does: ask about a notice, take the consent to publish back. Each filing is counted."""

from collections.abc import Mapping, Sequence
from typing import Any

from disposal.acting import ENQUIRER, Actor
from disposal.models.enquiries.enquiry import Enquiry
from disposal.registry.public_filing import Filer, filing_as, log_or_file
from disposal.services.enquiries.answering import withdraw_consent
from disposal.services.enquiries.filing import FiledEnquiry, file_enquiry, log_enquiry
from disposal.services.filings.evidence import EvidenceFile
from disposal.storage.database import Database


def enquire_publicly(
    database: Database, number: str, values: Mapping[str, Any], files: Sequence[EvidenceFile], *, filer: Filer
) -> FiledEnquiry:
    """File an enquiry about a notice. Raises: FilingsTooMany; what ``file_enquiry`` raises."""
    with filing_as(database, ENQUIRER, filer) as session:
        return file_enquiry(session, number, values, files, context=filer.context)


def enquire_or_log(
    database: Database, number: str, values: Mapping[str, Any], *, filer: Filer, actor: Actor | None
) -> FiledEnquiry:
    """Log an enquiry as staff who may, without being slowed; file it for anybody else.

    Raises: what ``log_enquiry`` and ``enquire_publicly`` raise; TokenUnusable.
    """
    return log_or_file(
        database,
        actor,
        "enquiry.entered",
        log=lambda session: log_enquiry(session, number, values, (), context=filer.context),
        file=lambda: enquire_publicly(database, number, values, (), filer=filer),
    )


def conceal_publicly(database: Database, token: str, *, filer: Filer) -> Enquiry:
    """Take the consent to publish back over a private link. Raises: FilingsTooMany, EnquiryUnknown."""
    with filing_as(database, ENQUIRER, filer) as session:
        return withdraw_consent(session, token)

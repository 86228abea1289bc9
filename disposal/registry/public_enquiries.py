"""What somebody without account does: ask about a notice, take the consent to publish back. Each filing is counted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from disposal.acting import ENQUIRER, Actor
from disposal.models import Enquiry
from disposal.registry.public_filing import Filer, count_filer
from disposal.services.accounts.permissions import may
from disposal.services.enquiries.answering import withdraw_consent
from disposal.services.enquiries.filing import FiledEnquiry, file_enquiry, log_enquiry
from disposal.services.filings.evidence import EvidenceFile
from disposal.storage.database import Database


def enquire_publicly(
    database: Database, number: str, values: Mapping[str, Any], files: Sequence[EvidenceFile], *, filer: Filer
) -> FiledEnquiry:
    """File an enquiry about a notice. Raises: FilingsTooMany; what ``file_enquiry`` raises."""
    count_filer(database, filer)
    with database.session(replace(ENQUIRER, channel=filer.channel)) as session:
        return file_enquiry(session, number, values, files, context=filer.context)


def enquire_or_log(
    database: Database, number: str, values: Mapping[str, Any], *, filer: Filer, actor: Actor | None
) -> FiledEnquiry:
    """Log an enquiry as staff who may, without being slowed; file it for anybody else.

    Raises: what ``log_enquiry`` and ``enquire_publicly`` raise; TokenUnusable.
    """
    if actor is not None:
        with database.session(actor) as session:
            if may(session.info["acting"], "enquiry.entered"):
                return log_enquiry(session, number, values, (), context=filer.context)
    return enquire_publicly(database, number, values, (), filer=filer)


def conceal_publicly(database: Database, token: str, *, filer: Filer) -> Enquiry:
    """Take the consent to publish back over a private link. Raises: FilingsTooMany, EnquiryUnknown."""
    count_filer(database, filer)
    with database.session(ENQUIRER) as session:
        return withdraw_consent(session, token)

"""Files that came with an enquiry (咨询材料): stored unchanged with their SHA-256."""

import hashlib
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from disposal.errors import RecordNotFound
from disposal.models.enquiries.enquiry import Enquiry, EnquiryFile
from disposal.services.accounts.persons import actor_of
from disposal.services.filings.evidence import EvidenceFile
from disposal.services.records.id_sets import among
from disposal.services.records.writing import enter


def store_files(session: Session, enquiry: Enquiry, files: Sequence[EvidenceFile]) -> None:
    """Store files with an enquiry; they never change afterwards."""
    event = "enquiry_file.filed" if actor_of(session).is_public else "enquiry_file.stored"
    for file in files:
        values = {"enquiry_id": enquiry.id, "file_name": file.name, "media_type": file.media_type, "data": file.data}
        sha256 = hashlib.sha256(file.data).hexdigest()
        enter(session, EnquiryFile.model_validate({**values, "size": len(file.data), "sha256": sha256}), event=event)


def files_of(session: Session, enquiry_ids: Sequence[UUID]) -> Sequence[EnquiryFile]:
    """Return the files of these enquiries without their bytes, oldest first."""
    query = select(EnquiryFile).where(among(EnquiryFile.enquiry_id, enquiry_ids))
    return session.exec(query.order_by(col(EnquiryFile.id)).options(defer(EnquiryFile.data))).all()  # type: ignore[arg-type]


def file_of_enquiry(session: Session, enquiry: Enquiry, file_id: UUID) -> EnquiryFile:
    """Return a file of an enquiry, with its bytes. Raises: RecordNotFound."""
    row = session.get(EnquiryFile, file_id)
    if row is None or row.enquiry_id != enquiry.id:
        raise RecordNotFound(label=EnquiryFile.label, key=file_id)
    return row

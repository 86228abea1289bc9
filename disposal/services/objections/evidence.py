"""Evidence files (异议材料) of an objection: stored unchanged with their SHA-256."""

import hashlib
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from disposal.errors import RecordNotFound
from disposal.models.objections.handling import ObjectionFile
from disposal.models.objections.objection import Objection
from disposal.services.accounts.persons import actor_of
from disposal.services.filings.evidence import EvidenceFile
from disposal.services.objections.voiding import digest_of_said, said_in
from disposal.services.records.writing import enter


def store_evidence(
    session: Session, objection: Objection, files: Sequence[EvidenceFile], *, message_id: UUID | None = None
) -> None:
    """Store files with an objection, or with a message on it; they never change afterwards."""
    is_public = actor_of(session).is_public
    for file in files:
        row = ObjectionFile.model_validate(
            {
                "objection_id": objection.id,
                "message_id": message_id,
                "is_from_objector": is_public or not file.proves_receipt,
                "proves_receipt": file.proves_receipt,
                "proves_withdrawal": file.proves_withdrawal,
                "file_name": file.name,
                "media_type": file.media_type,
                "size": len(file.data),
                "sha256": hashlib.sha256(file.data).hexdigest(),
                "data": file.data,
            }
        )
        row.said_digest = digest_of_said(objection.said_salt, said_in(row))
        enter(session, row, event="objection_file.filed" if is_public else "objection_file.stored")


def files_of(session: Session, objection_id: UUID) -> Sequence[ObjectionFile]:
    """Return the files of an objection without their bytes, oldest first."""
    query = select(ObjectionFile).where(ObjectionFile.objection_id == objection_id)
    return session.exec(query.order_by(col(ObjectionFile.id)).options(defer(ObjectionFile.data))).all()  # type: ignore[arg-type]


def file_of_objection(session: Session, objection: Objection, file_id: UUID) -> ObjectionFile:
    """Return a file of an objection, with its bytes. Raises: RecordNotFound."""
    row = session.get(ObjectionFile, file_id)
    if row is None or row.objection_id != objection.id:
        raise RecordNotFound(label=ObjectionFile.label, key=file_id)
    return row

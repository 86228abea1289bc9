"""Stage an uploaded workbook until somebody confirms it: encrypted, with no record made of it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.identifiers import mask_personal_numbers_in
from disposal.models.projects.package_import import ImportState, PackageImport
from disposal.models.records.record import new_id, now
from disposal.personal_data.encryption import PersonalNumberKeyWrong
from disposal.services.accounts.permissions import require
from disposal.services.package_import.errors import ImportNotStaged, StagedWorkbookUnreadable
from disposal.services.package_import.facts import PackageFacts, target_of
from disposal.services.package_import.package_import import PackageListeners, PackageRequest, finish, plan_of
from disposal.services.package_import.preview import PackagePreview, preview_of
from disposal.services.package_import.storing import lock_imports
from disposal.services.package_workbook.book import MOST_FILE_BYTES
from disposal.services.package_workbook.errors import PackageTooLarge
from disposal.services.projects.issuers import issuer_called
from disposal.services.records.validation import read
from disposal.services.records.writing import enter, found, locked, remove
from notices.text import Line

KEPT_DAYS = 7
"""A staged workbook that nobody confirms is dropped after these days."""
_SILENT = PackageListeners()


def stage_package(session: Session, data: bytes, facts: PackageFacts, *, file_name: Line) -> PackageImport:
    """Store an uploaded workbook until it is confirmed. Its cells are not looked at yet.

    Raises: PackageTooLarge, PackageFactsMissing, InvalidRecord; RecordRefused if there is no such issuer.
    """
    if len(data) > MOST_FILE_BYTES:
        raise PackageTooLarge(file_name, found=len(data), limit=MOST_FILE_BYTES)
    issuer = issuer_called(session, facts.issuer_code)
    target_of(session, facts)
    import_id = new_id()
    values = {
        "id": import_id,
        "issuer_id": issuer.id,
        "project_code": facts.project_code,
        "file_name": mask_personal_numbers_in(file_name),
        "file_sha256": sha256(data).hexdigest(),
        "file_size": len(data),
        "facts": facts.model_dump(mode="json", exclude_defaults=True),
        "sealed": session.info["personal_numbers"]().seal(data, owner_id=import_id),
        "staged_by": session.info.get("actor") or "",
    }
    return enter(session, PackageImport.model_validate(values), event="package.staged")


def preview_staged(session: Session, import_id: UUID, listeners: PackageListeners = _SILENT) -> PackagePreview:
    """Return what confirming a staged workbook would do now. Stores nothing.

    Raises: RecordNotFound, ImportNotStaged, StagedWorkbookUnreadable; as ``preview_package``.
    """
    row = found(session, PackageImport, import_id)
    with _opened(session, row) as request:
        book, target, plan = plan_of(session, request, listeners)
        return preview_of(book, target, plan)


def confirm_staged(session: Session, import_id: UUID, listeners: PackageListeners = _SILENT) -> PackageImport:
    """Import a staged workbook, all or nothing; the workbook is dropped then, its hash stays.

    Raises: RecordNotFound, ImportNotStaged, StagedWorkbookUnreadable; as ``import_package``.
    """
    require(session, "package.imported")
    lock_imports(session)
    row = locked(session, PackageImport, import_id)
    with _opened(session, row) as request:
        book, target, plan = plan_of(session, request, listeners)
        return finish(session, row, book, (target, plan), listeners)


def discard_staged(session: Session, import_id: UUID, *, reason: str) -> None:
    """Drop a staged workbook that is not wanted. Raises: RecordNotFound, ImportNotStaged."""
    row = locked(session, PackageImport, import_id)
    _refuse_unless_staged(row)
    remove(session, row, event="package.discarded", reason=reason)


def discard_old(session: Session) -> int:
    """Drop the staged workbooks that nobody has confirmed for ``KEPT_DAYS`` days; return how many."""
    before = now() - timedelta(days=KEPT_DAYS)
    query = select(PackageImport).where(
        PackageImport.state == ImportState.staged, col(PackageImport.created_at) < before
    )
    rows = session.exec(query.with_for_update(skip_locked=True)).all()
    for row in rows:
        remove(session, row, event="package.discarded", reason=f"{KEPT_DAYS}天未确认")
    return len(rows)


@contextmanager
def _opened(session: Session, row: PackageImport) -> Iterator[PackageRequest]:
    """Yield a staged workbook as a file that only this process can read, gone when the block ends."""
    _refuse_unless_staged(row)
    try:
        data = session.info["personal_numbers"]().unseal(row.sealed, owner_id=row.id)
    except PersonalNumberKeyWrong:
        raise StagedWorkbookUnreadable(row.file_name) from None
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(data)
        file.flush()
        yield PackageRequest(Path(file.name), read(PackageFacts, row.facts), row.file_name)


def _refuse_unless_staged(row: PackageImport) -> None:
    if row.state is not ImportState.staged or row.sealed is None:
        raise ImportNotStaged(row.state.zh, row.state.en)

"""Import a package: a workbook becomes records, all or nothing. A dry run makes the same plan and stores nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlmodel import Session

from disposal.identifiers import mask_personal_numbers_in
from disposal.models.projects.package_import import ImportState, PackageImport
from disposal.models.records.record import new_id
from disposal.services.package_import.errors import PackageRefused
from disposal.services.package_import.facts import ImportTarget, PackageFacts, target_of
from disposal.services.package_import.plan import PackagePlan, plan_package
from disposal.services.package_import.preview import PackagePreview, preview_of
from disposal.services.package_import.storing import lock_imports, refuse_repeated, store
from disposal.services.package_workbook.book import PackageBook, read_book
from disposal.services.records.dates import today_in_china

OnProgress = Callable[[str, int, int], None]


def _no_progress(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class PackageRequest:
    """The workbook, the facts, and how messages call the file if it lies under another name."""

    path: Path
    facts: PackageFacts
    name: str | None = None
    today: date = field(default_factory=today_in_china)


@dataclass(frozen=True, slots=True)
class PackageListeners:
    """Callbacks: how far the import is (stage, done, total); the workbook and what is wrong with it, once checked."""

    on_progress: OnProgress = _no_progress
    on_checked: Callable[[PackageBook, PackagePlan], None] = lambda book, plan: None


_SILENT = PackageListeners()


def preview_package(session: Session, request: PackageRequest, listeners: PackageListeners = _SILENT) -> PackagePreview:
    """Return what an import would create, match and change, and what stands against it. Stores nothing.

    Raises: what opening the workbook raises, PackageFactsMissing, InvalidRecord for the facts.
    """
    book, target, plan = _planned(session, request, listeners)
    return preview_of(book, target, plan)


def import_package(session: Session, request: PackageRequest, listeners: PackageListeners = _SILENT) -> PackageImport:
    """Import a workbook, all or nothing. Imports wait for one another, so that each finds the other's parties.

    Raises: PackageRefused with the cells that stand against it; PackageImportedAlready; RecordExists; as
    ``preview_package``.
    """
    lock_imports(session)
    book, target, plan = _planned(session, request, listeners)
    row = PackageImport.model_validate(
        {
            "id": new_id(),
            "issuer_id": target.issuer.id if target.issuer else new_id(),
            "project_code": request.facts.project_code,
            "state": ImportState.imported,
            "file_name": mask_personal_numbers_in(book.name),
            "file_sha256": book.sha256,
            "file_size": book.size,
            "facts": request.facts.model_dump(mode="json", exclude_defaults=True),
            "staged_by": session.info.get("actor") or "",
        }
    )
    return finish(session, row, book, (target, plan), listeners)


def finish(
    session: Session,
    row: PackageImport,
    book: PackageBook,
    planned: tuple[ImportTarget, PackagePlan],
    listeners: PackageListeners,
) -> PackageImport:
    """Store a plan that nothing stands against. Raises: PackageRefused, PackageImportedAlready, RecordExists."""
    target, plan = planned
    if plan.refusals:
        raise PackageRefused([(each.place, each.zh, each.en) for each in plan.refusals])
    refuse_repeated(session, target, book)
    with session.begin_nested():
        return store(session, row, target, plan, on_progress=listeners.on_progress)


def plan_of(
    session: Session, request: PackageRequest, listeners: PackageListeners
) -> tuple[PackageBook, ImportTarget, PackagePlan]:
    """Read and plan a workbook; tell the listener what was found."""
    return _planned(session, request, listeners)


def _planned(
    session: Session, request: PackageRequest, listeners: PackageListeners
) -> tuple[PackageBook, ImportTarget, PackagePlan]:
    listeners.on_progress("reading", 0, 1)
    book = read_book(request.path, name=request.name)
    listeners.on_progress("reading", 1, 1)
    target = target_of(session, request.facts)
    plan = plan_package(session, book, target, today=request.today, on_progress=listeners.on_progress)
    listeners.on_checked(book, plan)
    return book, target, plan

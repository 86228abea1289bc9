"""Store a plan: project, records, what is filled in on parties that stand, and the import itself. One transaction."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from disposal.models.claims.assignment import Assignment
from disposal.models.claims.claim import Claim
from disposal.models.claims.collateral import Collateral
from disposal.models.claims.guarantee import Guarantee
from disposal.models.claims.litigation_status import LitigationStatus
from disposal.models.claims.security_interest import SecurityInterest
from disposal.models.claims.statement import ClaimStatement
from disposal.models.parties.party import Party, PartyCreate
from disposal.models.projects.disposal_project import DisposalProject, ProjectClaim
from disposal.models.projects.package_import import ImportState, PackageImport, PackageImportPart
from disposal.models.records.record import Record, new_id, now
from disposal.services.package_import.errors import PackageImportedAlready
from disposal.services.package_import.facts import ImportTarget, new_project
from disposal.services.package_import.plan import PackagePlan
from disposal.services.package_import.planning import PlannedRecord
from disposal.services.package_workbook.book import PackageBook
from disposal.services.parties.parties import change_party, sealed_columns
from disposal.services.projects.issuers import enter_issuer
from disposal.services.projects.projects import enter_project
from disposal.services.records import audit
from disposal.services.records.bulk_writing import BulkEvent, NewRecord, enter_many
from disposal.services.records.writing import call_on_change, enter, locked
from notices.dates import SHANGHAI

WRITTEN: tuple[tuple[type[Record], str], ...] = (
    (Party, "party"),
    (Claim, "claim"),
    (ClaimStatement, "statement"),
    (Assignment, "assignment"),
    (LitigationStatus, "litigation_status"),
    (Collateral, "collateral"),
    (SecurityInterest, "security_interest"),
    (Guarantee, "guarantee"),
    (ProjectClaim, "project_claim"),
)
"""The tables in order of writing, each with the noun of its events; undoing goes backwards."""
_LOCK = 87_2029

OnProgress = Callable[[str, int, int], None]


def lock_imports(session: Session) -> None:
    """Wait for imports of other transactions, until this one ends."""
    session.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def refuse_repeated(session: Session, target: ImportTarget, book: PackageBook) -> None:
    """Refuse a workbook that the project has already. Raises: PackageImportedAlready."""
    if target.project is None:
        return
    query = select(PackageImport).where(
        PackageImport.project_id == target.project.id,
        PackageImport.file_sha256 == book.sha256,
        PackageImport.state == ImportState.imported,
    )
    known = session.exec(query).first()
    if known is not None and known.imported_at is not None:
        when = f"{known.imported_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
        raise PackageImportedAlready(book.name, when=when, who=known.imported_by or "")


def store(
    session: Session, row: PackageImport, target: ImportTarget, plan: PackagePlan, *, on_progress: OnProgress
) -> PackageImport:
    """Write every record of a plan with its audit entry, and the import that made them."""
    project = _project(session, target, plan)
    because = f"资产包导入：{row.file_name}"
    records: dict[type[Record], Sequence[PlannedRecord]] = {**plan.records}
    records[Party] = [_with_number(session, each) for each in records.get(Party, ())]
    records[Claim] = [_of_issuer(each, project.issuer_id) for each in records.get(Claim, ())]
    records[ProjectClaim] = _links(session, project, plan)
    total, done = sum(map(len, records.values())), 0
    for table, noun in WRITTEN:
        planned = records.get(table, ())
        note = BulkEvent(f"{noun}.entered", because, partial(_tell, on_progress, done, total))
        enter_many(session, table, [each.new for each in planned], note=note)
        done += len(planned)
        on_progress("writing", done, total)
    _follow(session, project, because)
    row.issuer_id, row.project_id, row.creates_project = project.issuer_id, project.id, target.project is None
    row.changed = _fill(session, plan, because)
    return _finish(session, row, records)


def _tell(on_progress: OnProgress, start: int, total: int, written: int) -> None:
    on_progress("writing", start + written, total)


def _project(session: Session, target: ImportTarget, plan: PackagePlan) -> DisposalProject:
    if target.project is not None:
        return locked(session, DisposalProject, target.project.id)
    issuer = target.issuer or enter_issuer(session, _known(target.new_issuer))
    counts = {"debtors": plan.debtor_count, "claims": len(plan.links)}
    return enter_project(session, new_project(target, issuer_id=issuer.id, counts=counts))


def _known(data: Any) -> Any:
    if data is None:
        raise TypeError(data)
    return data


def _with_number(session: Session, planned: PlannedRecord) -> PlannedRecord:
    """Return a new party with its personal number encrypted."""
    data = planned.new.data
    if not isinstance(data, PartyCreate) or data.personal_number is None:
        return planned
    sealed = sealed_columns(session, planned.new.id, number=data.personal_number, document=data.identity_document)
    return PlannedRecord(NewRecord(data, planned.new.id, sealed), planned.row)


def _of_issuer(planned: PlannedRecord, issuer_id: UUID) -> PlannedRecord:
    """Return a claim as one of the issuer's, so that its accounts see it."""
    data = planned.new.data.model_copy(update={"issuer_id": issuer_id})
    return PlannedRecord(NewRecord(data, planned.new.id, planned.new.more), planned.row)


def _links(session: Session, project: DisposalProject, plan: PackagePlan) -> list[PlannedRecord]:
    """Return the claims of the project, after those that it has."""
    query = select(func.max(ProjectClaim.ordinal)).where(ProjectClaim.project_id == project.id)
    last = session.exec(query).one() or 0
    return [
        PlannedRecord(
            NewRecord(data.model_copy(update={"project_id": project.id}), new_id(), {"ordinal": last + at}),
            claim.row.number,
        )
        for at, (claim, data) in enumerate(plan.links, start=1)
    ]


def _follow(session: Session, project: DisposalProject, because: str) -> None:
    """Note the new claims on the project, and whoever must be screened again because of them."""
    audit.record(session, "project.claims_imported", subject=project, before=audit.facts(project), reason=because)
    first = session.exec(select(ProjectClaim).where(ProjectClaim.project_id == project.id).limit(1)).one_or_none()
    if first is not None:
        call_on_change(session, first)


def _fill(session: Session, plan: PackagePlan, because: str) -> dict[str, Any]:
    """Fill in what parties that stand lack; return by id what each field was and is."""
    changed: dict[str, Any] = {}
    for match in plan.matched:
        if match.filled:
            party = session.get_one(Party, match.party_id)
            before = audit.facts(party)
            after = audit.facts(change_party(session, match.party_id, match.filled, reason=because))
            changed[str(match.party_id)] = {
                name: {"before": before[name], "after": after[name]} for name in match.filled
            }
    return changed


def _finish(
    session: Session, row: PackageImport, records: dict[type[Record], Sequence[PlannedRecord]]
) -> PackageImport:
    """Enter the import, or confirm the staged one, with what it made."""
    before = audit.facts(row) if row in session else None
    row.state, row.sealed = ImportState.imported, None
    row.imported_at, row.imported_by = now(), session.info["actor"]
    row.counts = {str(table.__tablename__): len(records[table]) for table, _ in WRITTEN if records.get(table)}
    if before is None:
        enter(session, row, event="package.imported")
    else:
        session.flush()
        audit.record(session, "package.imported", subject=row, before=before)
    for position, (table, _) in enumerate(WRITTEN, start=1):
        if planned := records.get(table):
            values = {
                "import_id": row.id,
                "position": position,
                "subject_type": str(table.__tablename__),
                "subject_ids": [each.new.id for each in planned],
                "row_numbers": [each.row for each in planned],
            }
            session.add(PackageImportPart.model_validate(values))
    session.flush()
    return row


def parts_of(session: Session, import_id: UUID) -> list[PackageImportPart]:
    """Return what an import made, table by table, in order of writing."""
    query = select(PackageImportPart).where(PackageImportPart.import_id == import_id)
    return list(session.exec(query.order_by(col(PackageImportPart.position))).all())

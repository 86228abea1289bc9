"""Take back an import as a whole, while nothing depends on what it made (还原导入)."""

from uuid import UUID

from sqlmodel import Session, select

from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject, ProjectClaim
from disposal.models.projects.package_import import ImportState, PackageImport
from disposal.models.records.record import now
from disposal.services.accounts.permissions import require
from disposal.services.package_import.dependents import dependents_of, entry_of
from disposal.services.package_import.errors import ImportNotUndone
from disposal.services.package_import.storing import WRITTEN, lock_imports, parts_of
from disposal.services.parties.parties import change_party
from disposal.services.records import audit
from disposal.services.records.audit_trail import entries
from disposal.services.records.bulk_writing import BulkEvent, remove_many
from disposal.services.records.validation import read_reason
from disposal.services.records.writing import call_on_change, change, locked, remove


def undo_import(session: Session, import_id: UUID, *, reason: str) -> PackageImport:
    """Remove every record that an import made, and empty again what it filled in.

    The project goes too, if the import made it and nothing was changed on it or added to it since. An issuer stays.

    Raises: RecordNotFound; ImportNotUndone with everything that depends on the import.
    """
    require(session, "package.import_undone")
    because = read_reason(reason)
    lock_imports(session)
    row = locked(session, PackageImport, import_id)
    if row.state is not ImportState.imported or row.project_id is None:
        raise ImportNotUndone([(f"这次导入{row.state.zh}", f"it is {row.state.en}")])
    project = locked(session, DisposalProject, row.project_id, is_alone=True)
    made = {part.subject_type: part.subject_ids for part in parts_of(session, row.id)}
    if reasons := dependents_of(session, row, made):
        raise ImportNotUndone(reasons)
    with session.begin_nested():
        _remove_all(session, project, made, because)
        _empty_again(session, row, because)
        values = {"state": ImportState.undone, "undone_at": now(), "undone_by": session.info["actor"]}
        is_whole = row.creates_project and _is_untouched(session, row, project)
        values |= {"undone_because": because, **({"project_id": None} if is_whole else {})}
        change(session, row, values, event="package.import_undone", reason=because)
        if is_whole:
            remove(session, project, event="project.removed", reason=because)
    return row


def _remove_all(session: Session, project: DisposalProject, made: dict[str, list[UUID]], because: str) -> None:
    """Remove the records, last written first; whoever must be screened again is noted before."""
    first = session.exec(select(ProjectClaim).where(ProjectClaim.project_id == project.id).limit(1)).one_or_none()
    if first is not None:
        call_on_change(session, first)
    audit.record(session, "project.import_undone", subject=project, before=audit.facts(project), reason=because)
    for table, noun in reversed(WRITTEN):
        note = BulkEvent(f"{noun}.removed", because)
        remove_many(session, table, made.get(str(table.__tablename__), []), note=note)


def _empty_again(session: Session, row: PackageImport, because: str) -> None:
    """Set what was filled in on parties back to what it was, where it is still as the import left it."""
    for party_id, fields in row.changed.items():
        party = session.get_one(Party, UUID(party_id))
        facts = audit.facts(party)
        back = {name: each["before"] for name, each in fields.items() if facts[name] == each["after"]}
        change_party(session, party.id, back, reason=because)


def _is_untouched(session: Session, row: PackageImport, project: DisposalProject) -> bool:
    """Return whether the project is as the import made it, but for this undoing, and holds no other claims."""
    if session.exec(select(ProjectClaim.id).where(ProjectClaim.project_id == project.id).limit(1)).first():
        return False
    last = entry_of(session, row)
    since = [each for each in entries(session, subject_id=project.id, last=1_000) if (each.id or 0) > last]
    return all(each.event == "project.import_undone" for each in since)

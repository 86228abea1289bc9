"""List imports of packages, and find one as people name it."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from disposal.errors import RecordNotFound
from disposal.models.projects.issuer import Issuer
from disposal.models.projects.package_import import PackageImport
from disposal.record_ids import record_id_in
from disposal.services.projects.codes import project_called


@dataclass(frozen=True, slots=True)
class ListedImport:
    """An import with the code of its issuer."""

    row: PackageImport
    issuer_code: str

    def as_json(self) -> dict[str, Any]:
        """Return the import as JSON values, without the workbook."""
        values = self.row.model_dump(mode="json", exclude={"sealed", "facts", "changed", "issuer_id"})
        return {**values, "issuer": self.issuer_code, "parties_filled_in": len(self.row.changed)}


def listed_imports(session: Session, *, project_code: str | None = None, last: int = 50) -> list[ListedImport]:
    """Return the newest imports, the newest first; with ``project_code``, those of projects called so.

    Raises: RecordNotFound where no import and no project is called so.
    """
    query = select(PackageImport, Issuer.code).join(Issuer, col(Issuer.id) == PackageImport.issuer_id)
    if project_code is not None:
        query = query.where(PackageImport.project_code == project_code)
    rows = session.exec(query.order_by(col(PackageImport.created_at).desc(), col(PackageImport.id)).limit(last)).all()
    if project_code and not rows:
        project_called(session, project_code)
    return [ListedImport(row, code) for row, code in rows]


def listed_import(session: Session, row: PackageImport) -> ListedImport:
    """Return an import with the code of its issuer."""
    return ListedImport(row, session.get_one(Issuer, row.issuer_id).code)


def import_called(session: Session, name: str) -> PackageImport:
    """Return the import with this id, or with the only one that ends so. Raises: RecordNotFound."""
    import_id = record_id_in(name)
    row = _ending(session, name) if import_id is None else session.get(PackageImport, import_id)
    if row is None:
        raise RecordNotFound(label=PackageImport.label, key=name, field="import")
    return row


def _ending(session: Session, end: str) -> PackageImport | None:
    newest = session.exec(select(PackageImport).order_by(col(PackageImport.created_at).desc()).limit(1_000)).all()
    found = [each for each in newest if end and str(each.id).endswith(end.lower())]
    return found[0] if len(found) == 1 else None

"""PackageFacts: what no workbook says, and the project that the claims go to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Field, Session

from disposal.models.projects.disposal_project import DisposalProject, DisposalProjectCreate
from disposal.models.projects.issuer import Issuer, IssuerCode, IssuerCreate
from disposal.models.records.record import Payload, new_id
from disposal.money import NonNegativeYuan
from disposal.services.package_import.errors import PackageFactsMissing
from disposal.services.projects.issuers import issuer_with_code
from disposal.services.projects.projects import project_with_code
from disposal.services.records.validation import below, read
from notices.law.issuers import IssuerKind
from notices.text import Line
from notices.written.fields import Day

_OF_PROJECT = ("review_meeting_on", "record_date", "province", "city", "industry")
_CONTENT_NAMES = {"placements": "media"}


class PackageFacts(Payload):
    """What no workbook says. Of a project on record, issuer and project code are enough.

    A new project needs name and book value; an issuer that is not on record needs its name. ``notice`` holds what its
    notice says beside the claims, under the names of a content file: terms, restrictions, window, contacts, placements.
    """

    issuer_code: IssuerCode
    project_code: Line
    project_name: Line | None = None
    book_value: NonNegativeYuan | None = None
    review_meeting_on: Day | None = None
    record_date: Day | None = None
    province: Line | None = None
    city: Line | None = None
    industry: Line | None = None
    issuer_kind: IssuerKind | None = None
    issuer: dict[str, Any] = Field(default_factory=dict, description="name, branch, self_reference of a new issuer")
    notice: dict[str, Any] = Field(default_factory=dict, description="terms, restrictions, window, contacts …")


@dataclass(frozen=True, slots=True)
class ImportTarget:
    """Issuer and project: each on record, or to be entered with the claims."""

    facts: PackageFacts
    issuer: Issuer | None
    new_issuer: IssuerCreate | None
    project: DisposalProject | None

    @property
    def assignee(self) -> str:
        """Return the full name of the issuer."""
        known: Any = self.issuer or self.new_issuer
        return str(known.full_name)

    @property
    def record_date(self) -> Any:
        """Return the record date of claims whose row states none."""
        return self.facts.record_date or (self.project.record_date if self.project else None)


def target_of(session: Session, facts: PackageFacts) -> ImportTarget:
    """Return where the claims go. Raises: PackageFactsMissing, InvalidRecord."""
    issuer = issuer_with_code(session, facts.issuer_code)
    new_issuer = None
    if issuer is None:
        if "name" not in facts.issuer:
            raise PackageFactsMissing(["issuer.name"], code=facts.issuer_code)
        with below("facts.issuer"):
            values = {**facts.issuer, "code": facts.issuer_code, "kind": facts.issuer_kind}
            new_issuer = read(IssuerCreate, values)
    project = project_with_code(session, issuer.id, facts.project_code) if issuer else None
    missing = [name for name in ("project_name", "book_value") if getattr(facts, name) is None]
    if project is None and missing:
        raise PackageFactsMissing(missing, code=facts.project_code)
    target = ImportTarget(facts, issuer, new_issuer, project)
    if project is None:
        new_project(target, issuer_id=issuer.id if issuer else new_id(), counts={"debtors": 1, "claims": 1})
    return target


def new_project(target: ImportTarget, *, issuer_id: Any, counts: Mapping[str, int]) -> DisposalProjectCreate:
    """Return the project to enter; claims of several debtors are a package. Raises: InvalidRecord."""
    facts = target.facts
    stated = {_CONTENT_NAMES.get(name, name): value for name, value in facts.notice.items()}
    if counts["debtors"] > 1 or "package" in stated:
        counted = {"name": facts.project_name, "debtor_count": counts["debtors"], "loan_count": counts["claims"]}
        stated["package"] = {**counted, **stated.get("package", {})}
    values = {
        **stated,
        "issuer_id": issuer_id,
        "code": facts.project_code,
        "name": facts.project_name,
        "book_value": facts.book_value,
        **{name: getattr(facts, name) for name in _OF_PROJECT},
    }
    with below("facts.notice"):
        return read(DisposalProjectCreate, values)

"""Companies that bid on the case of 2022-08-03: owned two layers deep, run, related, represented; all limbs asked.

The debtor's side has owners, offices and relatives of its own. Everybody is invented from a seed, so that every
database gets the same bidders.
"""

from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, SQLModel, select

from disposal.eligibility.facts.relations import Kinship, Office, RelationKind
from disposal.models.parties.party import PartyCreate
from disposal.models.parties.relation import PartyRelationCreate
from disposal.models.projects.disposal_project import DisposalProject, ProjectClaim
from disposal.models.projects.role import ProjectRole
from disposal.services.parties.parties import enter_party
from disposal.services.parties.relations import enter_relation
from disposal.services.projects.roles import project_parties
from disposal.services.publication.publication import draft_notice
from disposal.services.records.validation import read
from notices.content.limbs import LimbCode, RelativesScope
from notices.content.terms import RestrictionLimb, Restrictions
from tests.benchmarks.names.listed_people import code_of, company_of, name_of, number_of
from tests.support.factories import add
from tests.support.screening import COMPANY, case_of_2022, entered

DAY = date(2022, 8, 15)  # Mon, inside the window of the notice of 2022-08-03
NAMED_ONLY = 9  # of a bidder's eleven people the child of an owner is known by name alone
_FIRST_SERIAL = 8 * 10**6  # beyond the roll of every size, and not on the public list
_BASE = COMPANY | {"parties": [], "relations": []}
_OWNERS = ["60", "40", "30", "70", "55", "45", "25", "75"]  # of the bidder, two companies, and the one above them


def widened_case(session: Session) -> DisposalProject:
    """Enter the case with all 13 limbs and a debtor's side of owners, officers and kin."""
    project = case_of_2022(session)
    limbs = tuple(
        RestrictionLimb(code=code, relatives=RelativesScope.near if code is LimbCode.relative_of_insider else None)
        for code in LimbCode
    )
    project.restrictions = Restrictions(limbs=limbs, capacity="具有完全民事行为能力、支付能力")
    draft_notice(session, project.id, published_on=DAY)
    parties = project_parties(session, project.id)
    for at, key in enumerate(sorted({*(parties.debtors or ()), *(parties.guarantors or ())})):
        _people_of(session, UUID(key), serial=_FIRST_SERIAL - 1000 + at * 10)
    return project


def same_case(session: Session, project: DisposalProject, code: str) -> DisposalProject:
    """Enter another project with the same claims and roles, as when it is offered again; its bidders are its own."""
    again = add(session, DisposalProject.model_validate(_without_id(project) | {"code": code}))
    tables: tuple[type[ProjectClaim | ProjectRole], ...] = (ProjectClaim, ProjectRole)
    for table in tables:
        for row in session.exec(select(table).where(table.project_id == project.id)).all():
            add(session, table.model_validate(_without_id(row) | {"project_id": again.id}))
    return again


def _without_id(row: SQLModel) -> dict[str, Any]:
    return {name: getattr(row, name) for name in type(row).model_fields if name not in {"id", "created_at"}}


def _people_of(session: Session, firm: UUID, *, serial: int) -> None:
    """Give a company two owners and a legal representative, known by number, and a spouse known by name alone."""
    stated = (_person(serial + at, has_number=at < 3) for at in range(4))
    one, other, runs, spouse = (enter_party(session, read(PartyCreate, each)).id for each in stated)
    bonds: list[dict[str, Any]] = [
        {"from_party_id": one, "to_party_id": firm, "kind": RelationKind.ownership, "percent": "60"},
        {"from_party_id": other, "to_party_id": firm, "kind": RelationKind.ownership, "percent": "40"},
        {
            "from_party_id": runs, "to_party_id": firm, "kind": RelationKind.office,
            "office": Office.legal_representative,
        },
        {"from_party_id": spouse, "to_party_id": one, "kind": RelationKind.kinship, "kinship": Kinship.spouse},
    ]  # fmt: skip
    for bond in bonds:
        enter_relation(session, read(PartyRelationCreate, {"source": "测试登记", **bond}))


def bid(session: Session, project: DisposalProject, serial: int) -> UUID:
    """Enter one bidder with its whole dossier: 15 people and companies around it."""
    first = _FIRST_SERIAL + serial * 100
    people = {f"person{at}": _person(first + at, has_number=at != NAMED_ONLY) for at in range(11)}
    firms = {f"firm{at}": _firm(first + at) for at in range(1, 5)}
    bidder = entered(
        session,
        project,
        _BASE,
        bidder={"name": company_of(first), "credit_code": code_of(first), "phones": [f"1390000{serial:04d}"]},
        parties=[{"key": key, **stated} for key, stated in (people | firms).items()],
        relations=_relations(),
    )
    return bidder.id


def _person(serial: int, *, has_number: bool) -> dict[str, Any]:
    stated = {"kind": "natural_person", "name": name_of(serial)}
    return stated | {"personal_number": number_of(serial)} if has_number else stated


def _firm(serial: int) -> dict[str, Any]:
    return {"name": company_of(serial), "credit_code": code_of(serial), "organ": "ordinary", "is_state_owned": False}


def _relations() -> list[dict[str, Any]]:
    """Return who owns, runs, represents whom; two layers of owners meet in one person (a diamond)."""
    owns = [
        ("firm1", "bidder"), ("firm2", "bidder"), ("firm3", "firm1"), ("person1", "firm1"), ("person1", "firm2"),
        ("person2", "firm2"), ("person3", "firm3"), ("person4", "firm3"),
    ]  # fmt: skip
    shares = [
        {"from_key": one, "to_key": other, "kind": "ownership", "percent": share}
        for (one, other), share in zip(owns, _OWNERS, strict=True)
    ]
    offices = [
        ("person2", Office.legal_representative), ("person5", Office.director), ("person6", Office.supervisor),
        ("person7", Office.manager),
    ]  # fmt: skip
    posts = [{"from_key": key, "to_key": "bidder", "kind": "office", "office": office} for key, office in offices]
    kin = [("person8", "person1", Kinship.spouse), ("person9", "person1", Kinship.child)]
    kinships = [{"from_key": a, "to_key": b, "kind": "kinship", "kinship": kinship} for a, b, kinship in kin]
    other = [
        {"from_key": "person1", "to_key": "bidder", "kind": "control"},
        {"from_key": "person10", "to_key": "bidder", "kind": "acting_for"},
        {"from_key": "bidder", "to_key": "firm4", "kind": "ownership", "percent": "20"},
        {"from_key": "person0", "to_key": "firm1", "kind": "office", "office": Office.legal_representative},
    ]
    return [*shares, *posts, *kinships, *other]

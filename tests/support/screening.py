"""Invented dossiers and lists in the register, on the case of 2022-08-03; each test departs from a clean bidder."""

from copy import deepcopy
from datetime import date
from typing import Any
from uuid import UUID
from zlib import crc32

from sqlmodel import Session, select
from stdnum.cn import uscc

from disposal.demo.case import enter_huarong_2022
from disposal.eligibility.findings.finding import Finding
from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.projects.role import ProjectRole, ProjectRoleCreate, RoleKind
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.screening import Screening, ScreeningStage
from disposal.services.bidders.dossier_file import DossierFile
from disposal.services.bidders.dossier_intake import take_over
from disposal.services.parties.relations import state_role
from disposal.services.projects.projects import change_project
from disposal.services.records.validation import read
from disposal.services.screening.screenings import screen_bidder, show
from notices.codes import PartyKind
from notices.content.limbs import LimbCode, RelativesScope
from notices.content.terms import RestrictionLimb
from tests.support.factories import make_party

DAY = date(2022, 8, 15)  # Mon, inside the window of the notice of 2022-08-03
NUMBER = "999999199001010016"
OTHER_NUMBER = "99999919850707002X"
OFFICE = {"to_key": "employer", "from_key": "bidder", "kind": "office", "office": "employee", "source": "测试声明"}
PERSON: dict[str, Any] = {
    "bidder": {
        "kind": "natural_person", "name": "测试竞买人", "personal_number": NUMBER, "age_years": 40,
        "age_stated_on": "2022-08-10", "stated": ["positions", "relatives", "agents"], "phones": ["13800001001"],
    },
    "declarations": [{"limb": code, "is_barred": False, "signed_on": "2022-08-10"} for code in LimbCode],
    "means": [{"document": "测试银行存款证明", "amount": "200000000.00"}],
    "parties": [{"key": "employer", "name": "虚构雇主有限公司", "organ": "ordinary"}],
    "relations": [OFFICE],
}  # fmt: skip
COMPANY: dict[str, Any] = {
    "bidder": {
        "name": "虚构竞买有限公司", "status": "active", "organ": "ordinary", "is_financial_institution": False,
        "is_state_owned": False, "stated": ["legal_representative", "directors", "controllers", "shareholders",
        "agents"], "phones": ["13800001001"],
    },
    "declarations": PERSON["declarations"],
    "means": PERSON["means"],
    "parties": [{"key": "owner", "kind": "natural_person", "name": "测试股东"}],
    "relations": [
        {"from_key": "owner", "to_key": "bidder", "kind": "ownership", "percent": "100", "source": "测试登记"},
        {"from_key": "owner", "to_key": "bidder", "kind": "control", "source": "测试登记"},
        {
            "from_key": "owner", "to_key": "bidder", "kind": "office", "office": "legal_representative",
            "source": "测试登记",
        },
    ],
}  # fmt: skip


def case_of_2022(session: Session, *, relatives: RelativesScope | None = None) -> DisposalProject:
    """Enter the case of 2022-08-03 with its staff, a valuer and no judicial handler; ``relatives`` changes the limb.

    Where the database is filled with it, it is entered already.
    """
    project = enter_huarong_2022(session)
    if session.exec(select(ProjectRole).where(ProjectRole.project_id == project.id)).first() is None:
        _state_roles(session, project)
    if relatives is not None:
        assert project.restrictions is not None
        limbs = tuple(
            limb.model_copy(update={"relatives": relatives}) if limb.code is LimbCode.relative_of_insider else limb
            for limb in project.restrictions.limbs
        )
        _restrict(session, project, limbs=limbs)
    return project


def widen(session: Session, project: DisposalProject, code: LimbCode) -> None:
    """Let the notice bar one more category."""
    assert project.restrictions is not None
    _restrict(session, project, limbs=(*project.restrictions.limbs, RestrictionLimb(code=code)), verbatim=None)


def _restrict(session: Session, project: DisposalProject, **changes: Any) -> None:
    assert project.restrictions is not None
    values = project.restrictions.model_copy(update=changes).model_dump(mode="json")
    change_project(session, project.id, {"restrictions": values}, reason="测试")


def _state_roles(session: Session, project: DisposalProject) -> None:
    staff = make_party(session, "测试经办人", kind=PartyKind.natural_person)
    valuer = make_party(session, "虚构资产评估有限公司")
    for role, party, more in (
        (RoleKind.handling_staff, staff.id, {}),
        (RoleKind.judicial_handler, None, {}),
        (RoleKind.engaged, valuer.id, {"engaged_as": "valuer"}),
    ):
        values = {"project_id": project.id, "role": role, "party_id": party, "source": "测试项目档案", **more}
        state_role(session, read(ProjectRoleCreate, values))


def party_named(session: Session, name: str) -> UUID:
    """Return the id of the one party of that name."""
    return session.exec(select(Party.id).where(Party.name == name)).one()


def dossier(base: dict[str, Any], **changes: Any) -> DossierFile:
    """Read a dossier: a clean one with these parts changed; ``bidder`` is merged, the lists are lengthened."""
    values = deepcopy(base)
    values["bidder"] = identified(values["bidder"] | changes.pop("bidder", {}))
    for part in ("parties", "relations"):
        values[part] += changes.pop(part, [])
    return read(DossierFile, values | changes)


def identified(bidder: dict[str, Any]) -> dict[str, Any]:
    """Return a bidder with a credit code of its own name, and beside its phone an address and an account of its own."""
    serial = f"{crc32(bidder['name'].encode()) % 10**7:07d}"
    more: dict[str, Any] = {}
    if bidder.get("kind", "organisation") == "organisation":
        more["credit_code"] = f"91339901MA{serial}" + uscc.calc_check_digit(f"91339901MA{serial}0")
    if bidder.get("phones"):
        more |= {"addresses": [f"虚构市测试路{serial}号"], "funding_accounts": [f"620000000000{serial}"]}
    return more | bidder


def entered(session: Session, project: DisposalProject, base: dict[str, Any], **changes: Any) -> Bidder:
    return take_over(session, project.id, dossier(base, **changes))


def screened(session: Session, bidder: Bidder, *, on: date = DAY) -> Screening:
    return screen_bidder(session, bidder.id, stage=ScreeningStage.intake, on=on)


def findings(session: Session, screening: Screening, rule: str) -> list[Finding]:
    return [each for each in show(session, screening.id).result.findings if each.rule == rule]

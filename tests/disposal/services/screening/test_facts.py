"""What of the register a screening is given: relatives and subsidiaries by name, and who stands behind nominees."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select
from stdnum.cn import ric

from disposal.eligibility.findings.finding import Outcome
from disposal.models.claims.guarantee import GuaranteeCreate
from disposal.models.parties.relation import PartyRelationCreate
from disposal.models.projects.disposal_project import DisposalProject, ProjectClaim
from disposal.services.claims.guarantees import enter_guarantee
from disposal.services.parties.relations import enter_relation
from disposal.services.projects.roles import project_parties
from disposal.services.publication.publication import draft_notice
from disposal.services.records.validation import read
from notices.codes import PartyKind
from notices.content.limbs import LimbCode
from tests.support.factories import make_party
from tests.support.publishing import CONTEXT, PUBLISHED_ON, publish
from tests.support.restricted_lists import basic_lists
from tests.support.screening import (
    COMPANY,
    OTHER_NUMBER,
    PERSON,
    case_of_2022,
    entered,
    findings,
    party_named,
    screened,
    widen,
)

pytestmark = pytest.mark.filled(by=case_of_2022)


@pytest.fixture
def project(session: Session) -> DisposalProject:
    basic_lists(session, civil=[{"name": "测试官员", "number": OTHER_NUMBER}])
    return case_of_2022(session)


def relate(session: Session, one: Any, other: Any, **known: Any) -> None:
    values = {"from_party_id": one, "to_party_id": other, "source": "测试登记", **known}
    enter_relation(session, read(PartyRelationCreate, values))


@pytest.mark.parametrize("is_from_staff", [True, False])
def test_bidder_of_the_name_of_a_child_on_record_is_possible_however_it_was_written(
    session: Session, project: DisposalProject, is_from_staff: bool
) -> None:
    staff, child = (
        party_named(session, "测试经办人"),
        make_party(session, "测试竞买人", kind=PartyKind.natural_person).id,
    )
    if is_from_staff:
        relate(session, staff, child, kind="kinship", kinship="parent")
    else:
        relate(session, child, staff, kind="kinship", kinship="child")
    told = findings(session, screened(session, entered(session, project, PERSON)), "relative_of_insider")
    assert [each.outcome for each in told] == [Outcome.possible]
    assert "测试竞买人与测试竞买人疑为同一人" in told[0].zh
    assert "测试竞买人系测试经办人的子女，测试经办人系本项目经办人员" in told[0].zh


@pytest.mark.parametrize(
    ("on", "age", "outcome"),
    [("2022-07-06", 17, Outcome.barred), ("2022-07-07", 18, Outcome.clear)],
    ids=["the day before the birthday", "the birthday"],
)
def test_age_is_that_of_the_number_whatever_the_bidder_states(
    session: Session, project: DisposalProject, on: str, age: int, outcome: Outcome
) -> None:
    minor = {"personal_number": with_check_digit("99999920040707003"), "age_years": 40, "age_stated_on": on}
    bidder = entered(session, project, PERSON, bidder={**minor, "has_own_income": False})
    assert (bidder.age_years, str(bidder.age_stated_on)) == (age, on)
    screening = screened(session, bidder, on=date.fromisoformat(on))
    assert [each.outcome for each in findings(session, screening, "capacity")] == [outcome]


@pytest.mark.parametrize(
    ("signed_on", "is_barred", "outcome"),
    [
        ("2021-08-03", False, Outcome.clear), ("2021-08-02", False, Outcome.undecided),
        ("2022-08-15", False, Outcome.clear), ("2022-08-16", False, Outcome.undecided),
        ("2021-08-02", True, Outcome.barred),
    ],
)  # fmt: skip
def test_denial_signed_over_a_year_before_the_notice_or_after_the_day_is_none_and_an_admission_stays(
    session: Session, project: DisposalProject, signed_on: str, is_barred: bool, outcome: Outcome
) -> None:
    draft = draft_notice(session, project.id, published_on=PUBLISHED_ON)
    said = [{"limb": limb, "is_barred": is_barred, "signed_on": signed_on} for limb in LimbCode]
    bidder = entered(session, project, PERSON, declarations=said)
    publish(session, draft.id, context=CONTEXT)
    told = findings(session, screened(session, bidder), "civil_servant")
    assert [each.outcome for each in told] == [outcome]
    assert ("测试竞买人未就“国家公务员”签署声明，无法认定" in told[0].zh) is (outcome is Outcome.undecided)


def with_check_digit(body: str) -> str:
    return body + ric.calc_check_digit(body + "0")


def test_bidder_of_the_name_of_a_guarantors_subsidiary_on_record_is_possible(
    session: Session, project: DisposalProject
) -> None:
    widen(session, project, LimbCode.debtor_side)
    guarantor = (project_parties(session, project.id).guarantors or ())[0]
    relate(session, guarantor, make_party(session, "虚构竞买有限公司").id, kind="ownership", percent="80")
    told = findings(session, screened(session, entered(session, project, COMPANY)), "debtor_side")
    assert any(each.outcome is Outcome.possible and "疑为同一单位" in each.zh and "—80%→" in each.zh for each in told)


def test_listed_owner_of_the_company_for_which_a_shareholder_holds_is_a_sign(
    session: Session, project: DisposalProject
) -> None:
    parties = [
        {"key": "principal", "name": "虚构委托有限公司", "organ": "ordinary"},
        {"key": "official", "kind": "natural_person", "name": "测试官员", "personal_number": OTHER_NUMBER},
    ]
    bonds = [
        {"from_key": "owner", "to_key": "principal", "kind": "acting_for", "source": "测试代持协议"},
        {"from_key": "official", "to_key": "principal", "kind": "ownership", "percent": "60", "source": "测试登记"},
    ]
    screening = screened(session, entered(session, project, COMPANY, parties=parties, relations=bonds))
    (sign,) = findings(session, screening, "evasion.acts_for")
    assert sign.person_name == "测试官员"
    assert "测试股东受虚构委托有限公司委托；测试官员参与虚构委托有限公司：测试官员 —60%→ 虚构委托有限公司" in sign.zh


def test_guarantor_entered_as_an_organisation_is_met_by_the_person_of_that_name(
    session: Session, project: DisposalProject
) -> None:
    claim = session.exec(select(ProjectClaim.claim_id).where(ProjectClaim.project_id == project.id)).first()
    guarantor = make_party(session, "欧阳砚秋")  # a bare string in a notice is read as an organisation
    enter_guarantee(session, read(GuaranteeCreate, {"claim_id": claim, "guarantor_id": guarantor.id}))
    widen(session, project, LimbCode.debtor_side)
    bidder = entered(session, project, PERSON, bidder={"name": "欧阳砚秋"})
    told = findings(session, screened(session, bidder), "debtor_side")
    assert told[0].outcome is Outcome.possible
    assert "一方录为单位，但其名称像是姓名；" in told[0].zh
    assert "欧阳砚秋为担保人" in told[0].zh

"""A bidder who shares a phone or an address with the seller's own contact, as its notice prints it, gives a sign."""

from typing import Any

import pytest
from sqlmodel import Session

from disposal.eligibility.findings.finding import Finding, Outcome
from disposal.models.projects.disposal_project import DisposalProject
from disposal.services.projects.projects import change_project
from disposal.services.screening.facts import gather
from disposal.services.screening.screenings import show
from tests.support.restricted_lists import basic_lists
from tests.support.screening import COMPANY, DAY, case_of_2022, entered, screened

pytestmark = pytest.mark.filled(by=case_of_2022)
PHONE, ADDRESS = "0571-87836712", "虚构市联系路9号"


@pytest.fixture
def project(session: Session) -> DisposalProject:
    """Return the case, its notice naming a contact with a phone and an address."""
    basic_lists(session)
    found = case_of_2022(session)
    contact = {"role": "deal", "name": "测试联系人", "phones": [PHONE], "address": ADDRESS}
    return change_project(session, found.id, {"contacts": [contact]}, reason="测试")


def evasion(session: Session, project: DisposalProject, **bidder: Any) -> list[Finding]:
    screening = screened(session, entered(session, project, COMPANY, bidder=bidder))
    found = show(session, screening.id).result.findings
    return [each for each in found if each.rule.startswith("evasion")]


@pytest.mark.parametrize(
    ("shared", "word", "shown"),
    [({"phones": ["057187836712"]}, "电话", "057****6712"), ({"addresses": [ADDRESS]}, "地址", "")],
)
def test_bidder_who_shares_a_contact_of_the_seller_gives_a_sign(
    session: Session, project: DisposalProject, shared: dict[str, Any], *, word: str, shown: str
) -> None:
    told = evasion(session, project, **shared)
    assert [each.outcome for each in told] == [Outcome.possible]
    assert f"使用同一{word}" in told[0].zh
    assert "转让方公告所载" in told[0].zh
    assert shown in told[0].zh


def test_bidder_with_another_phone_and_address_gives_none(session: Session, project: DisposalProject) -> None:
    told = evasion(session, project, phones=["057187836713"], addresses=["虚构市联系路10号"])
    assert [each.outcome for each in told] == [Outcome.clear]


def test_seller_without_a_contact_is_no_party(session: Session) -> None:
    basic_lists(session)
    project = change_project(session, case_of_2022(session).id, {"contacts": []}, reason="测试")
    facts = gather(session, entered(session, project, COMPANY), on=DAY).facts
    assert facts.seller_contacts == ()
    assert not facts.project.keys & {str(project.id)}

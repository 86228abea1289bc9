"""A dossier filed again: the register's own parties stay, and what it said itself is completed, never unsaid."""

from copy import deepcopy
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session

from disposal.eligibility.finding import Outcome
from disposal.models import DisposalProject, Party
from disposal.services.parties import change_party, party_with_personal_number
from disposal.services.project_parties import project_parties
from disposal.services.standings import contacts_of, standing_of, state_standing
from notices.codes import BusinessStatus
from tests.acceptance.test_screening_2022 import two_layers
from tests.factories import make_party
from tests.restricted_lists import basic_lists
from tests.screening import (
    COMPANY,
    OTHER_NUMBER,
    PERSON,
    case_of_2022,
    entered,
    findings,
    identified,
    party_named,
    screened,
)

TIMES = (1, 2, 3)


@pytest.fixture
def project(session: Session) -> DisposalProject:
    return case_of_2022(session)


def a_debtor(session: Session, project: DisposalProject) -> Party:
    party = session.get(Party, UUID((project_parties(session, project.id).debtors or ())[0]))
    assert party is not None
    return party


def test_party_named_by_id_keeps_name_and_number_however_often_the_dossier_is_filed(
    session: Session, project: DisposalProject
) -> None:
    basic_lists(session)
    staff = party_named(session, "测试经办人")
    named = {"key": "staff", "id": str(staff), "kind": "natural_person", "name": "测试无关人",
             "personal_number": OTHER_NUMBER, "phones": ["13800009999"]}  # fmt: skip
    bond = {"from_key": "bidder", "to_key": "staff", "kind": "kinship", "kinship": "parent", "source": "测试申报"}
    for _ in TIMES:
        bidder = entered(session, project, PERSON, parties=[named], relations=[bond])
        assert screened(session, bidder).overall is Outcome.barred
        party = session.get(Party, staff)
        assert party is not None
        assert (party.name, party.former_names, party.personal_number_index) == ("测试经办人", [], None)
    assert party_with_personal_number(session, OTHER_NUMBER) is None


def test_debtor_known_as_state_owned_stays_so(session: Session, project: DisposalProject) -> None:
    basic_lists(session)
    debtor = a_debtor(session, project)
    change_party(session, debtor.id, {"is_state_owned": True}, reason="国资")
    named = {"key": "d", "id": str(debtor.id), "is_state_owned": False, "organ": "ordinary"}
    post = {"from_key": "bidder", "to_key": "d", "kind": "office", "office": "director", "source": "测试登记"}
    for _ in TIMES:
        screening = screened(session, entered(session, project, PERSON, parties=[named], relations=[post]))
        told = {each.outcome for each in findings(session, screening, "debtor_management")}
        assert (debtor.is_state_owned, screening.overall, Outcome.barred in told) == (True, Outcome.barred, True)


def test_company_known_as_no_bank_by_its_credit_code_stays_none(session: Session, project: DisposalProject) -> None:
    basic_lists(session, amc=[{"name": "测试资管员工", "number": OTHER_NUMBER}])
    code = identified({"name": "虚构中间有限公司"})["credit_code"]
    middle = make_party(session, "虚构中间有限公司", credit_code=code)
    state_standing(session, middle.id, {"is_financial_institution": False, "organ": "ordinary"}, reason="已核实")
    stated: dict[str, Any] = deepcopy(two_layers(is_bank=True))
    stated["parties"][2] |= {"credit_code": middle.credit_code, "name": "虚构中间银行"}
    for _ in TIMES:
        assert screened(session, entered(session, project, {**COMPANY, **stated})).overall is Outcome.barred
    standing = standing_of(session, middle.id)
    assert standing is not None
    assert (standing.is_financial_institution, middle.name) == (False, "虚构中间有限公司")


def test_bidder_that_was_on_the_register_before_stays_as_it_stands_there(
    session: Session, project: DisposalProject
) -> None:
    debtor = a_debtor(session, project)
    name = debtor.name
    change_party(session, debtor.id, {"status": "active"}, reason="已核实")
    state_standing(session, debtor.id, {"organ": "state_organ"}, reason="已核实")
    for serial in TIMES:
        stated = {"id": str(debtor.id), "name": "虚构改名有限公司", "organ": "ordinary", "status": "revoked",
                  "credit_code": None, "phones": [f"1380000100{serial}"]}  # fmt: skip
        bidder = entered(session, project, COMPANY, bidder=stated)
        assert (bidder.party_id, debtor.name, debtor.former_names) == (debtor.id, name, [])
        assert debtor.status is BusinessStatus.active
        assert standing_of(session, debtor.id).organ.value == "state_organ"  # type: ignore[union-attr]
    shown = sorted(each.shown for each in contacts_of(session, [debtor.id]) if each.kind.value == "phone")
    assert shown == ["138****1001", "138****1002", "138****1003"]


def test_bidder_filed_before_it_was_kept_who_entered_a_party_counts_as_the_registers(
    session: Session, project: DisposalProject
) -> None:
    bidder = entered(session, project, PERSON)
    bidder.file_keys = {key: said["party_id"] for key, said in bidder.file_keys.items()}
    again = entered(session, project, PERSON, bidder={"name": "测试改名人"})
    party = session.get(Party, again.party_id)
    assert party is not None
    assert (again.id, party.name) == (bidder.id, "测试竞买人")

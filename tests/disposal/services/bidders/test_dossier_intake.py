"""A dossier filed again: the register's own parties stay, and what it said itself is completed, never unsaid."""

from copy import deepcopy
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, select
from stdnum.cn import ric

from disposal.eligibility.findings.finding import Outcome
from disposal.errors import RecordRefused
from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.screening.bidder import Bidder
from disposal.services.parties.parties import change_party, party_with_personal_number
from disposal.services.parties.standings import contacts_of, standing_of, state_standing
from disposal.services.projects.roles import project_parties
from notices.codes import BusinessStatus
from tests.acceptance.test_screening_2022 import two_layers
from tests.support.factories import make_party
from tests.support.restricted_lists import basic_lists
from tests.support.screening import (
    COMPANY,
    NUMBER,
    OTHER_NUMBER,
    PERSON,
    case_of_2022,
    entered,
    findings,
    identified,
    party_named,
    screened,
)

pytestmark = pytest.mark.filled(by=case_of_2022)
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


@pytest.mark.parametrize(
    ("changes", "field", "what"),
    [
        ({"personal_number": OTHER_NUMBER}, "personal_number", "证件号码"),
        ({"identity_document": "passport", "personal_number": "E12345678"}, "personal_number", "证件号码"),
        ({"identity_document": "passport", "personal_number": None}, "identity_document", "证件种类"),
        ({"kind": "organisation", "personal_number": None}, "kind", "类型"),
    ],
)
def test_number_document_and_kind_on_record_are_not_replaced_by_a_dossier(
    session: Session, project: DisposalProject, changes: dict[str, Any], field: str, what: str
) -> None:
    basic_lists(session, civil=[{"name": "测试竞买人", "number": NUMBER}])
    bidder = entered(session, project, PERSON)
    with pytest.raises(RecordRefused) as refused:
        entered(session, project, PERSON, bidder={"id": str(bidder.party_id), "name": "测试改名", **changes})
    assert refused.value.field == f"bidder.{field}"
    assert f"测试竞买人已登记{what}，重新提交资料不能更换；登记有误的，请由登记人员附理由更正" in refused.value.zh
    assert OTHER_NUMBER not in str(refused.value)
    assert "E12345678" not in str(refused.value)
    party = party_with_personal_number(session, NUMBER)
    assert party is not None
    assert (party.name, party.identity_document) == ("测试竞买人", None)
    assert screened(session, bidder).overall is Outcome.barred


def test_missing_number_is_completed_and_the_same_one_may_be_repeated(
    session: Session, project: DisposalProject
) -> None:
    stated = {"name": "测试补号人", "personal_number": None}
    bidder = entered(session, project, PERSON, bidder=stated)
    for document in (None, None, "resident_id"):
        stated |= {"id": str(bidder.party_id), "personal_number": NUMBER, "identity_document": document}
        assert entered(session, project, PERSON, bidder=stated).id == bidder.id
    party = party_with_personal_number(session, NUMBER)
    assert party is not None
    assert party.id == bidder.party_id


def test_credit_code_on_record_is_not_replaced(session: Session, project: DisposalProject) -> None:
    bidder = entered(session, project, COMPANY)
    other = identified({"name": "虚构另一有限公司"})["credit_code"]
    with pytest.raises(RecordRefused, match="credit code on record"):
        entered(session, project, COMPANY, bidder={"id": str(bidder.party_id), "credit_code": other})


def test_names_are_added_and_the_name_replaced_becomes_a_former_one(session: Session, project: DisposalProject) -> None:
    basic_lists(session, civil=[{"name": "李旧名"}])
    bidder = entered(session, project, PERSON, bidder={"former_names": ["李旧名"]})
    for name, former in (("测试竞买人", ["李旧名"]), ("测试新名", ["测试竞买人", "李旧名"]),
                         ("测试竞买人", ["测试新名", "李旧名"])):  # fmt: skip
        again = entered(session, project, PERSON, bidder={"name": name, "former_names": []})
        party = session.get(Party, again.party_id)
        assert party is not None
        assert (again.id, party.name, party.former_names) == (bidder.id, name, former)
    assert screened(session, bidder).overall is Outcome.possible


def test_admission_stands_however_the_dossier_is_stated_again(session: Session, project: DisposalProject) -> None:
    basic_lists(session)
    admitted = [{**each, "is_barred": True} if each["limb"] == "civil_servant" else each
                for each in PERSON["declarations"]]  # fmt: skip
    entered(session, project, PERSON, declarations=admitted, bidder={"is_capacity_limited": True})
    for _ in TIMES:
        bidder = entered(session, project, PERSON, bidder={"is_capacity_limited": False})
        assert sum(each.is_barred for each in bidder.declarations) == 1
        assert bidder.is_capacity_limited
        told = findings(session, screened(session, bidder), "civil_servant")
        assert [each.outcome for each in told] == [Outcome.barred]
        assert told[0].zh.startswith("测试竞买人自行声明属于此项，属于本公告不得购买的“国家公务员”")


@pytest.mark.parametrize("on", ["2022-08-10", "1900-01-01"])
def test_age_is_that_of_the_number_on_record(session: Session, project: DisposalProject, on: str) -> None:
    basic_lists(session)
    minor = "99999920120101001"
    bidder = entered(session, project, PERSON, bidder={"personal_number": minor + ric.calc_check_digit(minor + "0")})
    stated = {"id": str(bidder.party_id), "personal_number": None, "age_years": 40, "age_stated_on": on}
    again = entered(session, project, PERSON, bidder=stated)
    assert again.age_years is not None
    assert again.age_years < 18
    assert screened(session, again).overall is Outcome.barred
    with pytest.raises(RecordRefused, match="lies after today"):
        entered(session, project, PERSON, bidder={**stated, "age_stated_on": "2099-01-01"})


def test_party_refused_leaves_nothing_of_the_dossier(session: Session, project: DisposalProject) -> None:
    owner = {"key": "owner", "kind": "natural_person", "name": "测试股东", "personal_number": OTHER_NUMBER}
    first = {**COMPANY, "parties": [owner]}
    bidder = entered(session, project, first)
    again = {**first, "parties": [{**owner, "personal_number": NUMBER}], "declarations": []}
    renamed = {"name": "虚构新名有限公司", "credit_code": None, "id": str(bidder.party_id)}
    with pytest.raises(RecordRefused) as refused:
        entered(session, project, again, bidder=renamed)
    assert refused.value.field == "parties.0.personal_number"
    assert party_named(session, "虚构竞买有限公司") == bidder.party_id
    assert session.exec(select(Bidder)).one().declarations


@pytest.mark.parametrize(
    ("document", "number", "outcome"),
    [("other", "AB123456", Outcome.undecided), ("passport", "E12345678", Outcome.clear)],
)
def test_bidder_known_by_some_other_document_only_is_undecided(
    session: Session, project: DisposalProject, document: str, number: str, outcome: Outcome
) -> None:
    basic_lists(session)
    stated = {"identity_document": document, "personal_number": number}
    screening = screened(session, entered(session, project, PERSON, bidder=stated))
    assert screening.overall is outcome
    told = [each.zh for each in findings(session, screening, "identity")]
    sentence = (
        "测试竞买人未提供居民身份证、护照或通行证号码（仅有其他证件号码），名单与登记资料只能按名称比对，不能据以排除。"
    )
    assert [zh.startswith(sentence) for zh in told] == ([True] if outcome is Outcome.undecided else [])

"""Parties and issuers: numbers are kept sealed, codes that stand in notices stay."""

from datetime import date

import pytest
from sqlmodel import Session, col, select

from disposal.errors import RecordExists, RecordRefused
from disposal.identifiers import IdentityDocument
from disposal.models.parties.party import Party, PartyCreate
from disposal.models.projects.issuer import IssuerCreate
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.parties.parties import (
    change_party,
    enter_party,
    party_with_credit_code,
    party_with_personal_number,
)
from disposal.services.personal_numbers.reading import read_personal_number
from disposal.services.projects.issuers import change_issuer, enter_issuer, issuer_with_code
from disposal.services.records.validation import InvalidRecord, read
from notices.codes import PartyKind
from tests.support.factories import make_claim, make_issuer, make_notice, make_project

CODE = "91330000000000003D"
NUMBER = "330102199001011234"  # invented; its check digit is right
OTHER_NUMBER = "11010519491231002X"


def make_person(session: Session, number: str | None = NUMBER) -> Party:
    return enter_party(
        session, read(PartyCreate, {"name": "测试甲", "kind": "natural_person", "personal_number": number})
    )


def trail(session: Session) -> str:
    return repr([entry.model_dump() for entry in session.exec(select(AuditEntry)).all()])


def test_personal_number_is_found_by_number_and_shown_masked(session: Session) -> None:
    person = make_person(session)
    assert party_with_personal_number(session, NUMBER.lower()) == person
    assert party_with_personal_number(session, OTHER_NUMBER) is None
    assert person.personal_number_masked == "330102********1234"
    assert person.personal_number_encrypted is not None
    assert NUMBER.encode() not in person.personal_number_encrypted
    assert NUMBER not in trail(session)


def test_personal_number_changed_is_found_by_the_new_one_only(session: Session) -> None:
    person = make_person(session)
    change_party(session, person.id, {"personal_number": OTHER_NUMBER}, reason="原号码录错")
    assert party_with_personal_number(session, OTHER_NUMBER) == person
    assert party_with_personal_number(session, NUMBER) is None
    change_party(session, person.id, {"personal_number": None}, reason="应本人要求删除")
    assert person.personal_number_masked is None
    assert party_with_personal_number(session, OTHER_NUMBER) is None


def make_foreigner(session: Session, number: str = "e 1234-5678") -> Party:
    values = {"name": "TEST MARY", "kind": "natural_person", "identity_document": "passport"}
    return enter_party(session, read(PartyCreate, {**values, "personal_number": number}))


def test_person_without_resident_id_is_known_by_another_document(session: Session) -> None:
    person = make_foreigner(session)
    assert party_with_personal_number(session, "Ｅ12345678", IdentityDocument.passport) == person
    assert person.personal_number_masked == "********"
    assert "E12345678" not in trail(session)
    assert read_personal_number(session, person.id, reason="向法院提交") == "E12345678"
    with pytest.raises(RecordExists):
        make_foreigner(session, "E12345678")


@pytest.mark.parametrize(
    ("document", "number", "sentence"),
    [
        ("passport", "E123", "不是有效的护照号码（1至2位字母加6至9位数字，或9位数字）；请对照证件填写"),
        ("hk_macao_permit", "H1234567!", "不是有效的港澳居民来往内地通行证号码"),
        ("passport", NUMBER, "形如居民身份证号码；请删去 identity_document"),
        (None, "E12345678", "不是有效的居民身份证号码（18位"),
        ("licence", "E12345678", "identity_document"),
    ],
)
def test_number_that_is_not_of_its_document_is_refused(
    session: Session, document: str | None, number: str, sentence: str
) -> None:
    values = {"name": "测试甲", "kind": "natural_person", "identity_document": document, "personal_number": number}
    with pytest.raises(InvalidRecord) as refused:
        enter_party(session, read(PartyCreate, values))
    assert sentence in refused.value.zh
    assert number not in refused.value.zh + refused.value.en + str(refused.value)
    assert session.exec(select(Party)).all() == []


def test_organisation_has_no_identity_document() -> None:
    with pytest.raises(InvalidRecord, match="personal_number"):
        read(PartyCreate, {"name": "虚构甲有限公司", "identity_document": "passport"})


def test_document_is_changed_together_with_its_number(session: Session) -> None:
    person = make_foreigner(session)
    with pytest.raises(RecordRefused, match="personal_number together with its new document"):
        change_party(session, person.id, {"identity_document": None}, reason="补录身份证")
    change_party(session, person.id, {"identity_document": None, "personal_number": NUMBER}, reason="补录身份证")
    assert (person.identity_document, person.personal_number_masked) == (None, "330102********1234")
    assert party_with_personal_number(session, "E12345678", IdentityDocument.passport) is None


def test_personal_number_stated_again_changes_nothing_and_leaves_no_entry(session: Session) -> None:
    party = make_person(session)
    sealed = party.personal_number_encrypted
    change_party(session, party.id, {"personal_number": NUMBER}, reason="再次申报")
    assert party.personal_number_encrypted == sealed
    events = session.exec(select(AuditEntry.event).where(AuditEntry.subject_id == party.id)).all()
    assert events == ["party.entered"]


def test_personal_number_entered_twice_is_refused_without_repeating_it(session: Session) -> None:
    make_person(session)
    with pytest.raises(RecordExists) as refused:
        make_person(session)
    assert refused.value.field == "personal_number"
    assert NUMBER not in refused.value.zh + refused.value.en
    assert "0101" not in str(refused.value)


def test_personal_number_with_a_wrong_check_digit_is_refused_masked(session: Session) -> None:
    with pytest.raises(InvalidRecord, match="resident ID") as refused:
        make_person(session, NUMBER[:-1] + "5")
    assert refused.value.field == "personal_number"
    assert "19900101" not in refused.value.zh + refused.value.en


def test_person_with_a_number_cannot_become_an_organisation_unless_it_is_cleared(session: Session) -> None:
    person = make_person(session)
    with pytest.raises(RecordRefused, match="clear personal_number"):
        change_party(session, person.id, {"kind": "organisation"}, reason="类型录错")
    change_party(session, person.id, {"kind": "organisation", "personal_number": None}, reason="类型录错")
    assert person.kind is PartyKind.organisation


def test_person_cannot_be_given_a_credit_code(session: Session) -> None:
    person = make_person(session, None)
    with pytest.raises(InvalidRecord) as refused:
        change_party(session, person.id, {"credit_code": CODE}, reason="补录")
    assert refused.value.field == "credit_code"


def test_party_is_found_by_its_credit_code(session: Session) -> None:
    party = enter_party(session, read(PartyCreate, {"name": "测试甲有限公司", "credit_code": CODE}))
    assert party_with_credit_code(session, CODE) == party
    assert party_with_credit_code(session, "913300000000000118") is None


def test_issuer_code_may_change_until_a_notice_bears_it(session: Session) -> None:
    issuer = make_issuer(session)
    change_issuer(session, issuer.id, {"code": "TEST-HZ"}, reason="统一编码")
    assert issuer_with_code(session, "TEST-HZ") == issuer
    project = make_project(session, make_claim(session), issuer_id=issuer.id)
    notice = make_notice(session, project)
    notice.number, notice.number_year, notice.number_serial = "TEST-HZ-2022-0001", 2022, 1
    notice.published_on = notice.offer_published_on = date(2022, 8, 3)
    notice.state, notice.offer_id = "published", notice.id
    session.flush()
    with pytest.raises(RecordRefused, match="the code stays"):
        change_issuer(session, issuer.id, {"code": "TEST-ZJ"}, reason="改回")
    change_issuer(session, issuer.id, {"website": "www.example.cn"}, reason="补录网站")


def test_issuer_of_the_same_code_or_name_is_refused(session: Session) -> None:
    values = {"name": "虚构资产管理股份有限公司", "branch": None, "code": "XG"}
    enter_issuer(session, read(IssuerCreate, values))
    with pytest.raises(RecordExists, match="XG") as refused:
        enter_issuer(session, read(IssuerCreate, {**values, "name": "另一公司"}))
    assert refused.value.field == "code"
    with pytest.raises(RecordExists) as refused:
        enter_issuer(session, read(IssuerCreate, {**values, "code": "XG-2"}))
    assert refused.value.field == "name"
    events = session.exec(select(AuditEntry.event).order_by(col(AuditEntry.id))).all()
    assert events == ["issuer.entered"]

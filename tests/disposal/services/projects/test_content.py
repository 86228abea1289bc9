"""From records to the notice: what is changed in the register is what the notice says next."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from disposal.demo.case import enter_huarong_2022
from disposal.errors import RecordNotFound, RecordRefused
from disposal.models.claims.claim import Claim
from disposal.models.claims.guarantee import Guarantee
from disposal.models.claims.security_interest import SecurityInterest
from disposal.models.parties.party import Party, PartyCreate
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.records.record import new_id
from disposal.services.claims.claims import change_claim
from disposal.services.claims.guarantees import remove_guarantee
from disposal.services.claims.security_interests import change_security_interest
from disposal.services.claims.statements import change_statement, remove_statement, statements_of
from disposal.services.parties.parties import change_party, enter_party
from disposal.services.projects.content import content_of, facts_of
from disposal.services.projects.projects import change_project
from disposal.services.records.validation import read
from notices.codes import MediumKind
from notices.law.required_media import AssetPlace
from tests.support.factories import make_claim, make_guarantee, make_notice, make_party, make_project
from tests.support.notice_samples import published, text_of

PUBLISHED = date(2022, 8, 3)  # Wed


def one(session: Session, table: type[Any], **values: object) -> Any:
    return session.exec(select(table).filter_by(**values)).first()


def text(session: Session, project: DisposalProject) -> str:
    return text_of(content_of(session, project.id, published_on=PUBLISHED))


def change_principal(session: Session, project: DisposalProject) -> None:
    (stated,) = statements_of(session, one(session, Claim).id)
    change_statement(session, stated.id, {"principal": "134000001.00"}, reason="核对账簿")


def change_ceiling(session: Session, project: DisposalProject) -> None:
    interest = one(session, SecurityInterest, ordinal=2)
    change_security_interest(session, interest.id, {"ceiling_amount": "24600000"}, reason="核对合同")


def drop_guarantor(session: Session, project: DisposalProject) -> None:
    person = one(session, Party, name="徐兴娟")
    remove_guarantee(session, one(session, Guarantee, guarantor_id=person.id).id, reason="核对合同")


def rename_debtor(session: Session, project: DisposalProject) -> None:
    debtor = one(session, Party, name="杭州华成聚合纤有限公司")
    change_party(session, debtor.id, {"name": "虚构聚合纤有限公司"}, reason="更名")


def drop_limb(session: Session, project: DisposalProject) -> None:
    assert project.restrictions is not None
    limbs = [limb for limb in project.restrictions.limbs if limb.code != "judicial_police"]
    restrictions = {"capacity": project.restrictions.capacity, "limbs": limbs}
    change_project(session, project.id, {"restrictions": restrictions}, reason="核对规定")


def test_text_of_the_2022_case_composed_from_records_is_the_published_one(session: Session) -> None:
    assert text(session, enter_huarong_2022(session)) == published("huarong-zhejiang-2022-08-03")


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (change_principal, "本金134000000.00元", "本金134000001.00元"),
        (change_principal, "本息合计193474338.54元", "本息合计193474339.54元"),
        (change_ceiling, "2450万元", "2460万元"),
        (drop_guarantor, "曹欣羊、徐兴娟、曹欣建", "曹欣羊、曹欣建"),
        (rename_debtor, "对杭州华成聚合纤有限公司债权", "对虚构聚合纤有限公司债权"),
        (drop_limb, "政法干警、金融资产", "金融监管机构工作人员、金融资产"),
    ],
)
def test_record_changed_changes_the_text(
    session: Session, change: Callable[[Session, DisposalProject], None], before: str, after: str
) -> None:
    project = enter_huarong_2022(session)
    assert before in text(session, project)
    change(session, project)
    changed = text(session, project)
    assert after in changed
    assert before not in changed


def test_case_entered_twice_is_entered_once(session: Session) -> None:
    first = enter_huarong_2022(session)
    assert enter_huarong_2022(session) is first
    assert len(session.exec(select(Claim)).all()) == 1


def test_project_that_lacks_something_says_what_to_enter(session: Session) -> None:
    with pytest.raises(RecordNotFound):
        content_of(session, new_id(), published_on=PUBLISHED)
    with pytest.raises(RecordRefused, match="put its claims into it first"):
        content_of(session, make_project(session).id, published_on=PUBLISHED)
    claim = make_claim(session)
    undated = make_project(session, claim, code="P-2", record_date=None)
    with pytest.raises(RecordRefused, match="no record date"):
        content_of(session, undated.id, published_on=PUBLISHED)
    other_day = make_project(session, claim, code="P-3", record_date="2022-02-28")
    with pytest.raises(RecordRefused, match="no statement at 2022-02-28; there is 2022-01-31"):
        content_of(session, other_day.id, published_on=PUBLISHED)
    remove_statement(session, statements_of(session, claim.id)[0].id, reason="录错")
    with pytest.raises(RecordRefused, match=r"测试纺织有限公司.*there is none"):
        content_of(session, other_day.id, published_on=PUBLISHED)


def test_claims_of_a_debtor_stand_together_and_apart_where_they_came_another_way(session: Session) -> None:
    debtor = make_party(session)
    banks = ("甲银行", "甲银行", "乙银行")
    claims = [make_claim(session, debtor_id=debtor.id, original_creditor=bank) for bank in banks]
    project = make_project(session, claims[0], claims[2], claims[1])
    items = content_of(session, project.id, published_on=PUBLISHED).items
    assert [(item.original_creditor, len(item.claims)) for item in items] == [("甲银行", 2), ("乙银行", 1)]


def test_guarantors_who_promise_alike_are_named_together_in_their_order(session: Session) -> None:
    claim = make_claim(session)
    for ordinal, mode in enumerate(("joint", "joint", "general", "joint"), start=1):
        guarantor = make_party(session, f"测试保证人{ordinal}")
        make_guarantee(session, claim, guarantor_id=guarantor.id, mode=mode, ordinal=ordinal)
    content = content_of(session, make_project(session, claim).id, published_on=PUBLISHED)
    given = content.items[0].claims[0].guarantees
    assert [[party.name[-1] for party in each.guarantors] for each in given] == [["1", "2"], ["3"], ["4"]]


def test_particulars_stand_at_the_first_mention_and_never_of_a_person(session: Session) -> None:
    company = {"name": "测试纺织有限公司", "credit_code": "91330000000000003D", "address": "虚构市1号"}
    person = {
        "name": "测试甲",
        "kind": "natural_person",
        "address": "虚构市2号",
        "personal_number": "11010519491231002X",
    }
    debtor, guarantor = (enter_party(session, read(PartyCreate, values)) for values in (company, person))
    claim = make_claim(session, debtor_id=debtor.id)
    make_guarantee(session, claim, guarantor_id=debtor.id)
    make_guarantee(session, claim, guarantor_id=guarantor.id, ordinal=2)
    project = make_project(session, claim)
    assert content_of(session, project.id, published_on=PUBLISHED).items[0].debtor.credit_code is None
    change_project(session, project.id, {"prints_particulars": True}, reason="按要求披露")
    said = content_of(session, project.id, published_on=PUBLISHED)
    assert said.items[0].debtor.credit_code == "91330000000000003D"
    guarantors = said.items[0].claims[0].guarantees[0].guarantors
    assert [each.credit_code for each in guarantors] == [None, None]
    printed = said.canonical_json().decode()
    assert "虚构市2号" not in printed
    assert "1231" not in printed


def test_package_figures_are_added_up_from_the_statements_in_the_form_stated(session: Session) -> None:
    claims = [make_claim(session, principal=amount, interest="0.00") for amount in ("1000050.00", "2000000.00")]
    package = {"name": "虚构资产包", "debtor_count": 9, "loan_count": 9, "total": "1万元", "total_principal": "1.00元"}
    said = content_of(session, make_project(session, *claims, package=package).id, published_on=PUBLISHED).package
    assert said is not None
    assert (said.debtor_count, said.loan_count) == (2, 2)
    assert said.total is not None
    assert said.total.printed == "300万元"
    assert said.total_principal is not None
    assert said.total_principal.printed == "3000050.00元"
    assert said.total_interest is None


def test_original_creditor_is_named_as_written_else_as_the_party(session: Session) -> None:
    bank = make_party(session, "测试银行股份有限公司")
    claim = make_claim(session, original_creditor_id=bank.id)
    project = make_project(session, claim)
    assert content_of(session, project.id, published_on=PUBLISHED).items[0].original_creditor == bank.name
    change_claim(session, claim.id, {"original_creditor": "测试银行杭州分行"}, reason="按合同")
    assert content_of(session, project.id, published_on=PUBLISHED).items[0].original_creditor == "测试银行杭州分行"


def test_facts_not_printed_are_those_of_the_project(session: Session) -> None:
    project = enter_huarong_2022(session)
    facts = facts_of(session, make_notice(session, project))
    assert str(facts.book_value) == "193474338.54"
    assert facts.review_meeting_on == date(2022, 9, 1)  # Thu
    assert (facts.issuer_kind, facts.asset) == ("named_amc", AssetPlace("浙江省", "杭州市"))
    assert facts.media == (MediumKind.newspaper_province,)


def test_number_and_date_are_those_of_the_publication(session: Session) -> None:
    project = make_project(session, make_claim(session))
    said = content_of(session, project.id, published_on=PUBLISHED, number="TEST-2022-0001")
    assert (said.kind, said.number, said.published_on) == ("disposal", "TEST-2022-0001", PUBLISHED)

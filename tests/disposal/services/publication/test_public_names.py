"""Names of persons from the records to what is published: bases, the issuer's default, amendments."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import Notice
from disposal.services.intake.intake import IntakeFacts, enter_content
from disposal.services.parties.parties import change_party
from disposal.services.projects.issuers import change_issuer
from disposal.services.publication import publication
from disposal.services.publication.days import enter_afterwards
from disposal.services.publication.errors import NoticeIncomplete
from disposal.services.publication.papers import draft_text
from disposal.services.publication.publication import check_notice, draft_notice
from disposal.services.publication.versions import newest_content
from disposal.services.records.validation import InvalidRecord
from notices.codes import NameBasis
from notices.content.parties import Obligor
from tests.support.publishing import CONTEXT, PUBLISHED_ON, amend, invented_content, publish

FACTS = {"issuer_code": "XGCS", "project_code": "测试-甲", "project_name": "虚构", "book_value": "1234567.89"}


def guarantors(session: Session, notice: Notice) -> tuple[Obligor, ...]:
    return newest_content(session, notice).items[0].claims[0].guarantees[0].guarantors


def entered(session: Session, **facts: Any) -> DisposalProject:
    """Enter a notice with two persons as guarantors, without a basis in the notice itself."""
    content = invented_content().model_dump(exclude_defaults=True)
    persons = [{"name": name, "kind": "natural_person"} for name in ("曹欣羊", "徐兴娟")]
    content["items"][0]["claims"][0]["guarantees"] = [{"guarantors": persons}]
    known = IntakeFacts.model_validate({**FACTS, "review_meeting_on": date(2022, 9, 1), **facts})
    return enter_content(session, invented_content(items=content["items"]), known)


def test_basis_in_the_facts_is_recorded_and_lets_the_name_be_printed(session: Session) -> None:
    project = entered(session, name_bases={"曹欣羊": ["judgment", "合同"]})
    party = session.exec(select(Party).where(Party.name == "曹欣羊")).one()
    assert party.name_bases == (NameBasis.judgment, NameBasis.contract)
    draft = draft_notice(session, project.id, published_on=PUBLISHED_ON)
    report = check_notice(session, draft.id, context=CONTEXT)
    assert [each.zh for each in report.warnings if each.code == "name_without_basis"] == [
        "未写明自然人“徐兴娟”的姓名公开依据，公告中印作“徐某某”；有合同、生效文书、书面同意的，请填写姓名公开依据（name_bases）"
    ]
    assert "曹欣羊、徐某某" in draft_text(session, draft, context=CONTEXT)
    version = publish(session, draft.id)
    assert version.name_masks == {"曹欣羊": "曹欣羊", "徐兴娟": "徐某某"}
    assert [party.name for party in guarantors(session, draft)] == ["曹欣羊", "徐某某"]
    assert "name_bases" not in str(version.content)


def test_basis_recorded_later_or_a_default_changed_later_renames_nobody_in_an_amendment(session: Session) -> None:
    notice = draft_notice(session, entered(session, name_bases={"曹欣羊": ["consent"]}).id, published_on=PUBLISHED_ON)
    publish(session, notice.id)
    other = session.exec(select(Party).where(Party.name == "徐兴娟")).one()
    change_party(session, other.id, {"name_bases": ["consent"]}, reason="本人签署同意书")
    issuer = session.exec(select(Issuer)).one()
    change_issuer(session, issuer.id, {"person_names": "mask"}, reason="内部规定")
    amend(session, notice, "supplement", statements=["徐兴娟与曹欣羊均已签收"])
    assert newest_content(session, notice).statements == ("徐某某与曹欣羊均已签收",)


def test_issuer_that_masks_all_prints_no_name_whatever_its_basis(session: Session) -> None:
    project = entered(session, name_bases={"曹欣羊": ["consent"]})
    change_issuer(session, session.exec(select(Issuer)).one().id, {"person_names": "一律隐名"}, reason="内部规定")
    notice = draft_notice(session, project.id, published_on=PUBLISHED_ON)
    publish(session, notice.id)
    assert [party.name for party in guarantors(session, notice)] == ["曹某某", "徐某某"]


def test_supplement_finds_a_masked_debtor_and_adds_a_new_one(session: Session) -> None:
    person = {"name": "曹欣羊", "kind": "natural_person"}
    claims = [{"amounts": {"principal": "5.00"}, "contract_numbers": ["虚构2号"]}]
    content = invented_content(items=[{"debtor": person, "claims": invented_content().items[0].claims}])
    known = IntakeFacts.model_validate({**FACTS, "review_meeting_on": date(2022, 9, 1)})
    notice = draft_notice(session, enter_content(session, content, known).id, published_on=PUBLISHED_ON)
    publish(session, notice.id)
    new = {"debtor": {"name": "曹欣建", "kind": "natural_person"}, "claims": claims}
    amend(session, notice, "supplement", items=[{"debtor": person, "details": "下落不明"}, new])
    items = newest_content(session, notice).items
    assert [(item.debtor.name, item.debtor.is_masked) for item in items] == [("曹某某", True), ("曹某某2", True)]
    assert items[0].details == "下落不明"


def test_stray_name_in_the_facts_is_refused(session: Session) -> None:
    with pytest.raises(InvalidRecord) as refusal:
        entered(session, name_bases={"曹欣扬": ["contract"]})
    assert refusal.value.field == "facts.name_bases.曹欣扬"


def test_reason_of_a_late_entry_names_nobody_and_holds_no_telephone(session: Session) -> None:
    draft = draft_notice(session, entered(session).id, published_on=PUBLISHED_ON)
    enter_afterwards(session, draft, reason="保证人徐兴娟手机13812345678")
    with pytest.raises(NoticeIncomplete, match="138\\*\\*\\*\\*5678"):
        _publish_late(session, draft)
    enter_afterwards(session, draft, reason="徐兴娟来函后补录")
    _publish_late(session, draft)
    late = newest_content(session, draft).entered_afterwards
    assert late is not None
    assert late.reason == "徐某某来函后补录"


def _publish_late(session: Session, draft: Notice) -> None:
    publication.publish(session, draft.id, context=CONTEXT)

"""A draft's check also tells what the register warns of, and none of that blocks."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from disposal.demo.case import enter_huarong_2022
from disposal.models.claims.claim import Claim
from disposal.models.projects.disposal_project import DisposalProject, ProjectClaim
from disposal.models.publication.notice import Notice
from disposal.services.publication.publication import check_notice, draft_amendment, draft_notice
from disposal.services.publication.versions import newest_content
from notices.completeness import Report
from notices.content.content import NoticeContent
from tests.support.factories import make_guarantee
from tests.support.publishing import (
    CONTEXT,
    ISSUER,
    PUBLISHED_ON,
    amend,
    enter_project,
    invented_content,
    publish,
    publish_project,
    published_once,
)


def guarantee_of(session: Session, project: DisposalProject, **fields: Any) -> Claim:
    """Add a second guarantee to the one claim of an invented project; return the claim."""
    link = session.exec(select(ProjectClaim).where(ProjectClaim.project_id == project.id)).one()
    claim = session.get_one(Claim, link.claim_id)
    make_guarantee(session, claim, ordinal=2, **fields)
    return claim


def checked(session: Session, project: DisposalProject) -> Report:
    draft = draft_notice(session, project.id, published_on=PUBLISHED_ON)
    return check_notice(session, draft.id, context=CONTEXT)


def amendment_of(session: Session, notice: Notice, kind: str, **said: Any) -> Report:
    values = {
        "kind": kind,
        "issuer": ISSUER,
        "published_on": date(2022, 8, 10),
        "contacts": invented_content().contacts,
    }
    draft = draft_amendment(session, notice.id, NoticeContent.model_validate(values | said))
    return check_notice(session, draft.id, context=CONTEXT)


def codes(report: Report) -> list[str]:
    return [warning.code for warning in report.warnings]


@pytest.mark.parametrize(("last", "is_warned"), [("2022-08-02", True), ("2022-08-03", False)], ids=["Tue", "Wed"])
def test_guarantee_over_on_the_day_of_publication_is_warned_of_and_blocks_nothing(
    session: Session, last: str, is_warned: bool
) -> None:
    project = enter_project(session)
    guarantee_of(session, project, period_ends_on=last)
    report = checked(session, project)
    assert ("guarantee_period_over" in codes(report)) is is_warned
    assert report.is_publishable
    draft = draft_notice(session, project.id, published_on=PUBLISHED_ON)
    assert publish(session, draft.id, context=CONTEXT).version_no == 1


def test_case_of_2022_gets_no_warning_from_the_register(session: Session) -> None:
    assert codes(checked(session, enter_huarong_2022(session))) == ["website_not_chosen"]


def test_debtor_who_guarantees_its_own_debt_is_told_once(session: Session) -> None:
    project = enter_project(session)
    claim = guarantee_of(session, project)
    make_guarantee(session, claim, ordinal=3, guarantor_id=claim.debtor_id)
    assert codes(checked(session, project)).count("guarantor_is_debtor") == 1


@pytest.mark.filled(by=published_once)
def test_supplement_is_warned_of_what_is_on_offer_and_a_withdrawal_is_not(session: Session) -> None:
    notice = published_once(session)
    guarantee_of(session, session.get_one(DisposalProject, notice.project_id), period_ends_on="2022-08-09")
    supplement = amendment_of(session, notice, "supplement", statements=["补充：虚构。"])
    assert "guarantee_period_over" in codes(supplement)
    assert supplement.is_publishable
    assert "guarantee_period_over" not in codes(amendment_of(session, notice, "withdrawal", reason="债务人已清偿"))


def test_warning_of_the_register_stands_in_the_report_with_field_and_source(session: Session) -> None:
    project = enter_project(session)
    guarantee_of(session, project, period_ends_on="2022-08-02")
    (found,) = (each for each in checked(session, project).as_json()["findings"] if each["field"] == "register")
    assert (found["severity"], found["source"], found["confirmed"]) == ("warning", "《民法典》第六百九十三条", True)
    assert found["source_kind"] == "statute"
    assert "的保证期间已于2022-08-02届满" in found["zh"]


@pytest.mark.filled(by=published_once)
def test_result_is_compared_with_the_version_that_holds_after_a_correction(session: Session) -> None:
    notice = published_once(session)
    printed, corrected = newest_content(session, notice).items[0].debtor.name, "虚构更正后有限公司"
    change = {"label": "债务人", "path": "items.0.debtor.name", "before": printed, "after": corrected}
    amend(session, notice, "correction", changes=[change], reason="名称有误")
    for name, expected in ((corrected, False), (printed, True)):
        report = amendment_of(session, notice, "result", outcome={"words": "已成交"}, items=[{"debtor": name}])
        assert ("sold_not_announced" in codes(report)) is expected
        assert report.is_publishable


@pytest.mark.parametrize(("count", "is_beyond"), [(3, False), (6, True)])
def test_extension_beyond_the_rule_of_the_published_notice_is_warned_of_and_may_be_published(
    session: Session, count: int, is_beyond: bool
) -> None:
    notice = publish_project(session, extension={"trigger_bidders": 2, "length": 3, "max_cycles": 1})
    window = {"count": count, "begins_on": date(2022, 8, 31)}  # Wed, the last day so far
    report = amendment_of(session, notice, "extension", window=window, reason="征集不足")
    assert ("extension_beyond_rule" in codes(report)) is is_beyond
    assert "extension_rule_unknown" not in {note.code for note in report.notes}
    assert report.is_publishable


def test_second_extension_is_held_to_the_rule_with_the_first_in_it(session: Session) -> None:
    notice = publish_project(session, extension={"trigger_bidders": 2, "length": 3, "max_cycles": 1})
    first = {"count": 3, "begins_on": date(2022, 8, 31)}
    amend(session, notice, "extension", window=first, reason="征集不足")
    again = {"count": 3, "begins_on": date(2022, 9, 5)}  # Mon
    report = amendment_of(session, notice, "extension", window=again, reason="征集不足")
    assert "extension_beyond_rule" in codes(report)


CREDITOR = "items.0.original_creditor"
WAS, IS = "虚构银行股份有限公司测试分行", "虚构银行股份有限公司虚构分行"


def published_again(session: Session, notice: Notice) -> Report:
    draft = draft_notice(session, notice.project_id, published_on=date(2022, 8, 11))
    return check_notice(session, draft.id, context=CONTEXT)


@pytest.mark.filled(by=published_once)
def test_notice_published_again_as_before_its_correction_is_warned_of(session: Session) -> None:
    notice = published_once(session)
    change = {"path": CREDITOR, "label": "原债权人", "before": WAS, "after": IS}
    amend(session, notice, "correction", changes=[change])
    (told,) = (each for each in published_again(session, notice).warnings if each.code == "correction_undone")
    assert told.field == CREDITOR
    assert f"“原债权人”为“{WAS}”，而公告 XGCS-2022-0002 已更正为“{IS}”" in told.zh


@pytest.mark.parametrize(
    ("outcome", "items", "is_sold"),
    [
        ({"words": "已成交", "buyer": "虚构受让有限公司"}, [], True),
        ({"words": "已成交", "price": "880,000.00元"}, [{"debtor": "虚构甲制造有限公司"}], True),
        ({"words": "流拍"}, [], False),
    ],
)
@pytest.mark.filled(by=published_once)
def test_notice_that_offers_again_what_a_result_told_as_sold_is_warned_of(
    session: Session, outcome: dict[str, str], items: list[dict[str, str]], is_sold: bool
) -> None:
    notice = published_once(session)
    result = amend(session, notice, "result", outcome=outcome, items=items)
    told = [each for each in published_again(session, notice).warnings if each.code == "sold_already"]
    assert [(each.field, str(result.number) in each.zh) for each in told] == ([("items", True)] if is_sold else [])
    assert all("虚构甲制造有限公司的债权已成交" in each.zh for each in told)


@pytest.mark.filled(by=published_once)
def test_what_was_added_in_words_is_told_when_the_notice_is_published_again(session: Session) -> None:
    notice = published_once(session)
    amend(session, notice, "supplement", statements=["抵押物现已出租。"])
    findings = published_again(session, notice).findings
    (told,) = (each for each in findings if each.code == "amendment_to_compare")
    assert "XGCS-2022-0002" in told.zh


@pytest.mark.filled(by=published_once)
def test_change_without_path_is_told_with_the_place_that_it_may_mean(session: Session) -> None:
    notice = published_once(session)
    change = {"label": "原债权人", "before": WAS, "after": IS}
    report = amendment_of(session, notice, "correction", changes=[change])
    (told,) = (each for each in report.warnings if each.code == "change_without_path")
    assert f"路径可能是 {CREDITOR}" in told.zh
    assert report.is_publishable

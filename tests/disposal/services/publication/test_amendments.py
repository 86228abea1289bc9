"""What an amendment may say is decided when it is drafted, and what was published before stays as it was."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, col, select

from disposal.models.projects.disposal_project import DisposalProject, ProjectStatus
from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_version import NoticeVersion
from disposal.services.publication.amendment_files import amendment_of
from disposal.services.publication.errors import AmendmentRefused, NoticeIncomplete
from disposal.services.publication.notices import newest_version
from disposal.services.publication.publication import change_day, check_notice, draft_amendment
from disposal.services.records.validation import InvalidRecord
from notices.completeness.amendments import refusals
from notices.composition.consolidation import ExtensionDoesNotFit
from notices.content.content import NoticeContent
from tests.support.publishing import CONTEXT, ISSUER, amend, enter_project, publish, publish_project, published_once

pytestmark = pytest.mark.filled(by=published_once)
DEBTOR, CHANGED = "虚构甲制造有限公司", "虚构新甲制造有限公司"
WINDOW = {"count": 5, "begins_on": "2022-08-31"}
SAID: dict[str, dict[str, Any]] = {
    "supplement": {"statements": ["该债权另有一笔保证金质押。"]},
    "correction": {"changes": [{"path": "items.0.debtor.name", "label": "债务人", "before": DEBTOR, "after": CHANGED}]},
    "extension": {"window": WINDOW, "reason": "意向受让方不足"},
    "withdrawal": {"reason": "债务人已清偿全部债务"},
    "result": {"outcome": {"words": "该资产已成交", "price": "880,000.00元", "concluded_on": "2022-08-10"}},
}
NAMED = {
    "supplement": "关于虚构资产包的资产处置公告的补充公告",
    "correction": "关于虚构资产包的资产处置公告的更正公告",
    "extension": "关于延长虚构资产包资产处置公告期限的公告",
    "withdrawal": "关于撤销虚构资产包资产处置公告的公告",
    "result": "关于虚构资产包的资产处置结果公告",
}


def draft(session: Session, notice: Notice, kind: str, **values: Any) -> Notice:
    """Draft an amendment of 2022-08-10."""
    content = {"kind": kind, "issuer": ISSUER, "published_on": "2022-08-10", **values}
    return draft_amendment(session, notice.id, NoticeContent.model_validate(content))


def versions(session: Session, notice: Notice) -> list[NoticeVersion]:
    query = select(NoticeVersion).where(NoticeVersion.notice_id == notice.id)
    return list(session.exec(query.order_by(col(NoticeVersion.version_no))))


def forms_of(version: NoticeVersion) -> tuple[str, str, str]:
    """Return text, page and JSON of a version; the page without what holds a number together."""
    page = version.html.replace('<span class="whole">', "").replace("</span>", "")
    return version.text, page, version.canonical_json.decode()


@pytest.mark.parametrize("kind", SAID)
def test_amendment_changes_no_day_number_or_hash_of_what_was_published(session: Session, kind: str) -> None:
    notice = published_once(session)
    first = versions(session, notice)[0]
    before = (notice.number, notice.published_on, first.canonical_sha256, first.canonical_json, first.text)
    amend(session, notice, kind, **SAID[kind])
    found = versions(session, notice)
    session.refresh(found[0])
    stands = (notice.number, notice.published_on, found[0].canonical_sha256, found[0].canonical_json, found[0].text)
    assert stands == before
    assert len({version.canonical_sha256 for version in found}) == len(found)
    assert len(found) == (2 if kind in {"supplement", "correction", "extension"} else 1)
    contents = [NoticeContent.model_validate_json(version.canonical_json) for version in found]
    assert {(content.number, content.published_on) for content in contents} == {before[:2]}


def test_withdrawal_of_a_supplement_leaves_offer_and_project_announced(session: Session) -> None:
    notice = published_once(session)
    supplement = amend(session, notice, "supplement", **SAID["supplement"])
    amend(session, supplement, "withdrawal", **SAID["withdrawal"])
    project = session.get_one(DisposalProject, notice.project_id)
    assert (supplement.state, notice.state, project.status) == ("withdrawn", "published", ProjectStatus.announced)


def test_supplement_of_a_claim_stands_in_text_page_json_and_changes_the_hash(session: Session) -> None:
    notice = published_once(session)
    guarantee = {"guarantees": [{"guarantors": ["虚构丙担保有限公司"]}]}
    amend(session, notice, "supplement", items=[{"debtor": DEBTOR, "claims": [guarantee]}])
    first, second = versions(session, notice)
    assert first.canonical_sha256 != second.canonical_sha256
    assert ["虚构丙担保有限公司" in form for form in forms_of(second)] == [True, True, True]
    assert "虚构丙担保有限公司" not in first.text


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        ("supplement", {"window": {"count": 5}, **SAID["supplement"]}, "window"),
        (
            "correction",
            {"changes": [{"path": "published_on", "label": "日期", "after": "2022-07-01"}]},
            "changes.0.path",
        ),
        ("correction", {"changes": [{"path": "window.count", "label": "天数", "after": "5"}]}, "changes.0.path"),
        ("result", {"items": [{"debtor": {"name": DEBTOR, "status": "revoked"}}], **SAID["result"]}, "items.0.debtor"),
        ("extension", {"requires_written_intent": False, **SAID["extension"]}, "requires_written_intent"),
        ("supplement", {"revisions": [{"title": "虚构公告", "published_on": "2022-08-09"}]}, "revisions"),
        ("supplement", {"issuer": {**ISSUER, "name": "虚构另一公司"}, **SAID["supplement"]}, "issuer.name"),
    ],
)
def test_what_the_kind_may_not_state_is_refused_when_drafting(
    session: Session, kind: str, values: dict[str, Any], field: str
) -> None:
    notice = published_once(session)
    with pytest.raises(AmendmentRefused) as refused:
        draft(session, notice, kind, **values)
    assert refused.value.field == field
    found = refusals(
        NoticeContent.model_validate({"kind": kind, "issuer": ISSUER, "published_on": "2022-08-10", **values})
    )
    assert all(finding.zh in refused.value.zh for finding in found)


def test_extension_whose_day_is_moved_beyond_the_end_is_refused_by_check_and_publication_alike(
    session: Session,
) -> None:
    late = draft(session, published_once(session), "extension", **SAID["extension"])
    for day, expected in ((date(2022, 8, 31), []), (date(2022, 9, 1), ["extended_after_the_end"])):  # Wed, Thu
        change_day(session, late.id, day)
        assert [each.code for each in check_notice(session, late.id, context=CONTEXT).blockers] == expected
    with pytest.raises(NoticeIncomplete, match="cannot be extended after that"):
        publish(session, late.id)


@pytest.mark.parametrize(
    ("published_on", "is_late"),
    [("2022-08-31", False), ("2022-09-01", True), ("2022-09-10", True)],
    ids=["Wed 2022-08-31, the last day", "Thu 2022-09-01", "Sat 2022-09-10"],
)
def test_late_extension_is_refused_in_words(session: Session, published_on: str, is_late: bool) -> None:
    notice = published_once(session)
    said = {**SAID["extension"], "published_on": published_on}
    if not is_late:
        assert publish(session, draft(session, notice, "extension", **said).id).version_no == 1
        return
    with pytest.raises(AmendmentRefused, match="cannot be extended after that; publish a new disposal notice"):
        draft(session, notice, "extension", **said)


def test_extension_drafted_before_another_was_published_is_refused(session: Session) -> None:
    notice = published_once(session)
    late = draft(session, notice, "extension", **SAID["extension"])
    amend(session, notice, "extension", **SAID["extension"])
    with pytest.raises(ExtensionDoesNotFit, match="the window now ends on 2022-09-07"):
        check_notice(session, late.id, context=CONTEXT)
    with pytest.raises(ExtensionDoesNotFit, match="the window now ends on 2022-09-07"):
        publish(session, late.id)


@pytest.mark.filled(by=None)
def test_extension_asks_for_intents_as_the_notice_does(session: Session) -> None:
    notice = publish_project(session, requires_written_intent=False)
    extension = amend(session, notice, "extension", **SAID["extension"])
    assert "书面形式" not in newest_version(session, extension).text


def test_check_of_a_draft_tells_what_blocks_the_consolidated_version(session: Session) -> None:
    notice = published_once(session)
    amounts = {"path": "items.0.claims.0.amounts.principal", "label": "本金", "after": "2000000.00"}
    report = check_notice(session, draft(session, notice, "correction", changes=[amounts]).id, context=CONTEXT)
    assert [finding.field for finding in report.blockers] == ["items.0.claims.0.amounts.total"]


@pytest.mark.filled(by=None)
@pytest.mark.parametrize("kind", SAID)
def test_title_of_an_amendment_names_the_package(session: Session, kind: str) -> None:
    notice = publish_project(session, package={"name": "虚构资产包"})
    amendment = amend(session, notice, kind, **SAID[kind])
    assert amendment.title == f"虚构资产管理股份有限公司测试省分公司{NAMED[kind]}"
    assert newest_version(session, amendment).text.startswith(amendment.title)


@pytest.mark.filled(by=None)
def test_supplement_of_a_package_states_its_new_figures_and_no_name(session: Session) -> None:
    notice = publish_project(session, package={"name": "虚构资产包", "total": "1,234,567.89元"})
    said = amendment_of(session, notice, "supplement", {"package": {"loan_count": 1}}, published_on=date(2022, 8, 10))
    assert said.package is not None
    assert (said.package.name, said.package.loan_count, said.package.total) == ("虚构资产包", 1, None)


@pytest.mark.parametrize("kind", SAID)
def test_list_shows_no_amount_of_an_amendment_that_states_none(session: Session, kind: str) -> None:
    notice = published_once(session)
    amendment = amend(session, notice, kind, **SAID[kind])
    assert amendment.total_amount is None
    assert "0.00元" not in newest_version(session, amendment).text.replace("880,000.00元", "")
    assert str(notice.total_amount) == "1234567.89"


def test_result_prints_its_price_and_no_principal(session: Session) -> None:
    notice = published_once(session)
    result = amend(session, notice, "result", items=[{"debtor": DEBTOR}], **SAID["result"])
    text = newest_version(session, result).text
    assert "成交价：880,000.00元" in text
    assert "本金" not in text
    assert (result.total_amount, result.debtor_names) == (None, [DEBTOR])


def test_amounts_stated_by_a_supplement_are_shown_only_when_whole(session: Session) -> None:
    notice = published_once(session)
    part = [{"debtor": DEBTOR, "claims": [{"amounts": {"interest": "234567.90", "total": "1234567.90"}}]}]
    supplement = amend(session, notice, "supplement", items=part)
    assert supplement.total_amount is None
    assert str(notice.total_amount) == "1234567.90"
    assert "原为“本金1000000.00元，利息234567.89元" in newest_version(session, notice).text


@pytest.mark.filled(by=None)
def test_offer_without_amounts_is_refused_by_intake_naming_the_field(session: Session) -> None:
    item = {"debtor": DEBTOR, "claims": [{"details": "无担保"}]}
    with pytest.raises(InvalidRecord) as refused:
        enter_project(session, items=[item])
    assert [problem.path for problem in refused.value.problems] == ["items.0.claims.0.amounts"]


FLAW = {"label": "流拍日期", "before": "2022年8月5日", "after": "2022年8月4日"}


def test_offer_tells_over_its_text_what_corrects_or_withdraws_an_amendment_of_it(session: Session) -> None:
    notice = published_once(session)
    supplement = amend(session, notice, "supplement", statements=["设备已于2022年8月5日流拍。"])
    correction = amend(session, supplement, "correction", changes=[FLAW], reason="日期有误")
    told = newest_version(session, notice)
    said = (str(correction.number), f"公告{supplement.number}中的流拍日期", FLAW["before"], FLAW["after"])
    for form in forms_of(told):
        assert [words for words in said if words not in form] == []
    assert f"现更正为“{FLAW['after']}”（下文未作相应改动）。" in told.text  # which still says the 5th
    amend(session, supplement, "withdrawal", reason="另行补充")
    assert (
        f"公告{supplement.number}已撤销，下文中由其补充或更正的内容不再有效。" in newest_version(session, notice).text
    )
    assert len(versions(session, notice)) == 4
    assert len({version.canonical_sha256 for version in versions(session, notice)}) == 4
    assert notice.state == "published"


@pytest.mark.parametrize(
    ("kind", "of"), [("extension", "supplement"), ("result", "correction"), ("result", "extension")]
)
def test_extension_and_result_speak_of_the_offer_itself(session: Session, kind: str, of: str) -> None:
    offer = published_once(session)
    amendment = amend(session, offer, of, **SAID[of])
    with pytest.raises(AmendmentRefused, match=str(offer.number)) as refused:
        amend(session, amendment, kind, **SAID[kind])
    assert refused.value.field == "number"
    assert f"请改为针对 {offer.number} 起草" in refused.value.zh


def test_extension_is_not_withdrawn_as_the_window_would_end_earlier(session: Session) -> None:
    offer = published_once(session)
    extension = amend(session, offer, "extension", **SAID["extension"])
    with pytest.raises(AmendmentRefused, match="does not end earlier"):
        amend(session, extension, "withdrawal", **SAID["withdrawal"])


@pytest.mark.parametrize("kind", ["supplement", "correction", "extension"])
def test_amendment_can_be_corrected_itself(session: Session, kind: str) -> None:
    amendment = amend(session, published_once(session), kind, **SAID[kind])
    amend(session, amendment, "correction", changes=[{"label": "联系电话", "after": "(0000)10000009"}])
    assert len(versions(session, amendment)) == 2
    assert amendment.debtor_names == [CHANGED if kind == "correction" else DEBTOR]

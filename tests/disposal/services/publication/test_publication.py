"""A draft becomes a published notice whole, or nothing of it is there."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select

from disposal.lifecycle import TransitionRefused
from disposal.models.projects.disposal_project import DisposalProject, ProjectClaim, ProjectClaimCreate
from disposal.models.publication.notice import LiveClaim, Notice
from disposal.models.publication.notice_version import NoticeVersion
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.projects.projects import add_claim
from disposal.services.publication import publication
from disposal.services.publication.errors import AmendmentRefused, ClaimInLiveNotice, NoticeIncomplete, NoticeUnknown
from disposal.services.publication.notices import newest_version
from disposal.services.publication.publication import check_notice, draft_notice
from disposal.services.records.validation import read
from disposal.storage.database import Database
from disposal.write_errors import AppendOnly
from notices.composition.corrections import BeforeDiffers
from notices.content.content import NoticeContent
from tests.support.publishing import (
    CONTEXT,
    PUBLISHED_ON,
    amend,
    enter_project,
    invented_content,
    publish,
    publish_project,
    published_once,
)

pytestmark = pytest.mark.filled(by=published_once)


def test_publish_numbers_freezes_and_counts_the_window(session: Session) -> None:
    notice = published_once(session)
    version = newest_version(session, notice)
    assert (notice.number, notice.state, notice.published_on) == ("XGCS-2022-0001", "published", PUBLISHED_ON)
    assert notice.window_ends_on == date(2022, 8, 31)  # Wednesday
    assert str(notice.total_amount) == "1234567.89"
    assert notice.debtor_names == ["虚构甲制造有限公司"]
    assert hashlib.sha256(version.pdf).hexdigest() == version.pdf_sha256
    assert hashlib.sha256(version.canonical_json).hexdigest() == version.canonical_sha256
    assert "1234567.89元" in version.text
    content = NoticeContent.model_validate_json(version.canonical_json)
    assert content.number == "XGCS-2022-0001"
    assert content.window is not None
    assert content.window.ends_on == date(2022, 8, 31)


def test_publish_leaves_an_audit_entry_that_names_who_acted(session: Session) -> None:
    notice = published_once(session)
    query = select(AuditEntry).where(AuditEntry.subject_id == notice.id).order_by(col(AuditEntry.id))
    entries = session.exec(query).all()
    assert [(entry.event, entry.actor) for entry in entries] == [
        ("notice.drafted", "测试员"),
        ("notice.published", "测试员"),
    ]


def test_publish_moves_the_project_on(session: Session) -> None:
    notice = published_once(session)
    assert session.get_one(DisposalProject, notice.project_id).status == "announced"


@pytest.mark.filled(by=None)
def test_publication_waits_for_a_claim_being_added_and_prints_what_it_holds(database: Database) -> None:
    with database.session("测试员") as session:
        one, other = enter_project(session, "甲"), enter_project(session, "乙")
        draft = draft_notice(session, one.id, published_on=PUBLISHED_ON).id
        link = session.exec(select(ProjectClaim).where(ProjectClaim.project_id == other.id)).one()
        values = {"project_id": one.id, "claim_id": link.claim_id, "record_date": link.record_date}

    def publish_aside() -> str:
        with database.session("发布人") as session:
            return publish(session, draft, context=CONTEXT).text

    with ThreadPoolExecutor(1) as aside, database.session("登记员") as session:
        add_claim(session, read(ProjectClaimCreate, values))
        published = aside.submit(publish_aside)
        with pytest.raises(TimeoutError):
            published.result(timeout=1)
        session.commit()
        text_of_it = published.result(timeout=60)
    with database.session() as session:
        held = len(session.exec(select(LiveClaim)).all())
    printed = [name for name in ("虚构甲制造有限公司", "虚构乙制造有限公司") if name in text_of_it]
    assert (held, len(printed)) == (2, 2)


@pytest.mark.filled(by=None)
def test_published_numbers_follow_each_other_by_issuer_and_year(session: Session) -> None:
    first, second = publish_project(session, "甲"), publish_project(session, "乙")
    project = enter_project(session, "丙")
    later = draft_notice(session, project.id, published_on=date(2023, 1, 3))  # Tuesday
    with pytest.raises(NoticeIncomplete, match="2022-09-01"):  # the review meeting is long over
        publish(session, later.id, context=CONTEXT)
    assert [first.number, second.number] == ["XGCS-2022-0001", "XGCS-2022-0002"]


@pytest.mark.filled(by=None)
def test_publish_incomplete_draft_is_refused_and_gives_no_number_away(database: Database) -> None:
    with database.session("测试员") as session:
        bad = enter_project(session, "甲", contacts=[])
        draft = draft_notice(session, bad.id, published_on=PUBLISHED_ON)
        report = check_notice(session, draft.id, context=CONTEXT)
    assert {finding.field for finding in report.blockers} == {"contacts"}
    with pytest.raises(NoticeIncomplete, match=r"\[contacts\]"), database.session("测试员") as session:
        publish(session, draft.id, context=CONTEXT)
    with database.session("测试员") as session:
        assert session.get_one(Notice, draft.id).state == "draft"
        assert session.exec(select(NoticeVersion)).all() == []
        assert publish_project(session, "乙").number == "XGCS-2022-0001"


def test_publish_a_claim_that_stands_in_a_live_notice_is_refused_by_name(database: Database) -> None:
    with database.session("测试员") as session:
        notice = published_once(session)
        again = draft_notice(session, notice.project_id, published_on=PUBLISHED_ON)
    with (
        pytest.raises(ClaimInLiveNotice, match='"虚构甲制造有限公司" already stands in notice XGCS-2022-0001'),
        database.session("测试员") as session,
    ):
        publish(session, again.id, context=CONTEXT)


def test_publish_twice_is_refused(session: Session) -> None:
    notice = published_once(session)
    with pytest.raises(TransitionRefused, match="is published: you cannot publish it"):
        publish(session, notice.id, context=CONTEXT)


@pytest.mark.filled(by=None)
def test_publish_a_character_no_font_has_is_refused_by_name(database: Database) -> None:
    with (
        pytest.raises(NoticeIncomplete, match=r"disclaimers\.0"),
        database.session("测试员") as session,
    ):
        publish_project(session, "甲", disclaimers=["以实际为准😀"])
    with database.session("测试员") as session:
        assert session.exec(select(Notice)).all() == []


@pytest.mark.filled(by=None)
def test_publish_an_unknown_notice_is_refused(session: Session) -> None:
    project = enter_project(session)
    with pytest.raises(NoticeUnknown, match="check its number"):
        publication.publish(session, project.id, context=CONTEXT)


@pytest.mark.parametrize("statement", ["UPDATE notice_version SET text = 'x'", "DELETE FROM notice_version"])
def test_published_version_refuses_change_in_the_database_itself(database: Database, statement: str) -> None:
    with database.session("测试员") as session:
        published_once(session)
    with pytest.raises(AppendOnly), database.session("测试员") as session:
        session.execute(text(statement))


def test_withdrawn_notice_stands_as_tombstone_and_sets_its_claims_free(session: Session) -> None:
    notice = published_once(session)
    withdrawal = amend(session, notice, "withdrawal", reason="债务人已清偿全部债务")
    assert (notice.state, withdrawal.number) == ("withdrawn", "XGCS-2022-0002")
    assert session.exec(select(LiveClaim)).all() == []
    assert newest_version(session, notice).version_no == 1
    assert "债务人已清偿全部债务" in newest_version(session, withdrawal).text
    again = draft_notice(session, notice.project_id, published_on=PUBLISHED_ON)
    assert publish(session, again.id, context=CONTEXT).version_no == 1


def test_withdrawn_notice_cannot_be_amended(session: Session) -> None:
    notice = published_once(session)
    amend(session, notice, "withdrawal", reason="债务人已清偿全部债务")
    with pytest.raises(
        TransitionRefused, match="is withdrawn: you cannot correct, supplement or extend it; publish a new notice"
    ):
        amend(session, notice, "supplement", statements=["补充"])


def test_correction_adds_a_version_and_leaves_the_first_as_it_was(session: Session) -> None:
    notice = published_once(session)
    first = newest_version(session, notice)
    change = {"path": "contacts.0.phones.0", "label": "联系电话", "before": "(0000)10000001", "after": "(0000)10000009"}
    correction = amend(session, notice, "correction", changes=[change])
    second = newest_version(session, notice)
    assert (first.version_no, second.version_no) == (1, 2)
    assert "(0000)10000001" in first.text
    assert "(0000)10000009" in second.text
    assert "联系电话：原为“(0000)10000001”，现更正为“(0000)10000009”。" in second.text
    assert second.text.count("(0000)10000001") == 1
    assert second.because_notice_id == correction.id
    content = NoticeContent.model_validate_json(second.canonical_json)
    assert [revision.number for revision in content.revisions] == [correction.number]


def test_correction_of_an_element_that_is_not_there_is_refused_by_path(session: Session) -> None:
    notice = published_once(session)
    change = {"path": "contacts.7.phones.0", "label": "联系电话", "after": "(0000)10000009"}
    with pytest.raises(Exception, match=r'has no element "contacts\.7\.phones\.0"'):
        amend(session, notice, "correction", changes=[change])


def test_correction_that_misquotes_what_was_published_is_refused(session: Session) -> None:
    notice = published_once(session)
    change = {"path": "items.0.debtor.name", "label": "债务人", "before": "别的公司", "after": "虚构乙制造有限公司"}
    with pytest.raises(BeforeDiffers, match='the notice says "虚构甲制造有限公司"'):
        amend(session, notice, "correction", changes=[change])


def test_correction_after_which_the_total_does_not_add_up_is_refused_whole(database: Database) -> None:
    with database.session("测试员") as session:
        notice = published_once(session)
    change = {
        "path": "items.0.claims.0.amounts.principal",
        "label": "本金",
        "before": "1000000.00元",
        "after": "2000000.00",
    }
    with pytest.raises(NoticeIncomplete, match="amounts"), database.session("测试员") as session:
        amend(session, session.get_one(Notice, notice.id), "correction", changes=[change])
    with database.session("测试员") as session:
        assert [each.number for each in session.exec(select(Notice))] == ["XGCS-2022-0001"]


def test_correction_of_amounts_and_name_is_shown_in_lists(session: Session) -> None:
    notice = published_once(session)
    amounts = "items.0.claims.0.amounts"
    changes = [
        {"path": f"{amounts}.principal", "label": "本金", "before": "1000000.00元", "after": "2000000.00"},
        {"path": f"{amounts}.total", "label": "本息合计", "before": "1234567.89元", "after": "2234567.89"},
        {
            "path": "items.0.debtor.name",
            "label": "债务人",
            "before": "虚构甲制造有限公司",
            "after": "虚构新甲有限公司",
        },
    ]
    amend(session, notice, "correction", changes=changes)
    assert (str(notice.total_amount), notice.debtor_names) == ("2234567.89", ["虚构新甲有限公司"])
    assert "本息合计2234567.89元" in newest_version(session, notice).text


def test_extension_moves_the_last_day_and_says_so(session: Session) -> None:
    notice = published_once(session)
    window = {"count": 5, "begins_on": date(2022, 8, 31)}
    amend(session, notice, "extension", published_on=date(2022, 8, 30), window=window, reason="意向受让方不足")
    assert notice.window_ends_on == date(2022, 9, 7)  # Wednesday: five working days after Wed 2022-08-31
    assert "延长至2022年9月7日" in newest_version(session, notice).text


def test_supplement_is_added_to_the_consolidated_version(session: Session) -> None:
    notice = published_once(session)
    amend(session, notice, "supplement", statements=["该债权另有一笔保证金质押。"])
    assert "该债权另有一笔保证金质押。" in newest_version(session, notice).text
    assert newest_version(session, notice).version_no == 2


def test_result_concludes_the_notice(session: Session) -> None:
    notice = published_once(session)
    amend(session, notice, "result", published_on=date(2022, 9, 20), outcome={"words": "已以公开竞价方式成交。"})
    assert notice.state == "concluded"
    assert session.get_one(DisposalProject, notice.project_id).status == "closed"


def test_superseding_notice_takes_the_claims_over(session: Session) -> None:
    notice = published_once(session)
    draft = draft_notice(session, notice.project_id, published_on=date(2022, 8, 3), supersedes=notice.id)
    publish(session, draft.id, context=CONTEXT)
    assert (notice.state, notice.superseded_by_id) == ("superseded", draft.id)
    assert session.exec(select(LiveClaim.notice_id)).all() == [draft.id]
    assert "现重新公告如下" in newest_version(session, draft).text


def test_amendment_dated_before_its_notice_is_refused(session: Session) -> None:
    notice = published_once(session)
    with pytest.raises(AmendmentRefused, match="published on 2022-08-02, before the notice it speaks of"):
        amend(session, notice, "withdrawal", published_on=date(2022, 8, 2), reason="撤销")


def test_disposal_notice_does_not_amend(session: Session) -> None:
    notice = published_once(session)
    with pytest.raises(AmendmentRefused, match="amends nothing"):
        amend(session, notice, "disposal")


def test_invented_content_reads_the_same_after_a_round_trip() -> None:
    content = invented_content()
    assert NoticeContent.model_validate_json(content.canonical_json()) == content

"""Messages: what others did to what one began; nothing of other branches, of lost rights, or told twice."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlmodel import Session, select

from disposal.acting import Role
from disposal.models.approvals.submission_return import ReturnReason
from disposal.models.objections.objection import Objection
from disposal.models.publication.notice import Notice
from disposal.registry.clocks import record_window
from disposal.services.accounts.accounts import change_roles
from disposal.services.accounts.permission_table import permissions_by_verb
from disposal.services.four_eyes.deciding import send_back
from disposal.services.four_eyes.submitting import submit
from disposal.services.objections.voiding import files_and_messages, void_objection
from disposal.services.publication.days import unschedule
from disposal.services.publication.publication import draft_amendment, publish
from disposal.services.publication.versions import newest_content
from disposal.services.screening.decisions import confirm, decided_findings, dismiss
from disposal.services.worklist import messages as service
from disposal.services.worklist.message_kinds import KIND_OF, KINDS
from disposal.services.worklist.messages import MessageUnknown, count_unread, mark_all_read, mark_read, message_page
from disposal.storage.database import Database
from notices.content.content import NoticeContent
from tests.acceptance.defences.two_issuers import AT, OURS, SECRET, STAFF, THEIRS, fill_two_issuers, ids_at
from tests.benchmarks.database.plans import noted
from tests.disposal.services.four_eyes.approving import NOON, approved, by, sign, staffed, submitted
from tests.disposal.services.four_eyes.test_amendments_by_two import LATER, THAT_NOON
from tests.disposal.services.worklist.telling import messages, told
from tests.support.accounts import make_account
from tests.support.publishing import CONTEXT
from tests.support.screening import COMPANY, DAY, PERSON, case_of_2022, entered, screened
from tests.support.website import instant

two_issuers = pytest.mark.filled(by=fill_two_issuers)
TO_CHEN = ["您提交的公告已发布", "您提交的公告已获批准", "您提交的公告被退回修改"]


def published(database: Database) -> None:
    """Let wang return what chen submitted, approve it after a second submission, and publish it."""
    staffed(database)
    notice_id = submitted(database)
    with database.session(by("wang")) as session:
        send_back(session, notice_id, reasons=[ReturnReason.amount, ReturnReason.party], comment="本金请核对")
    with database.session(by("chen")) as session:
        submit(session, notice_id, context=NOON)
    with database.session(by("wang")) as session:
        sign(session, notice_id)
        publish(session, notice_id, context=NOON)


def test_who_submitted_is_told_who_returned_approved_and_published_and_why(database: Database) -> None:
    published(database)
    assert told(database, "chen") == TO_CHEN
    returned = messages(database, "chen")[2]
    assert (returned.who, returned.why) == ("虚构wang", ("金额、主体：本金请核对", "amount, party: 本金请核对"))
    assert returned.path.endswith("/approve")
    assert returned.about == messages(database, "chen")[0].about
    assert told(database, "wang") == told(database, "li") == []  # one's own acts, and what is somebody else's


def test_each_is_read_by_itself_or_all_up_to_the_newest_that_was_shown(database: Database) -> None:
    published(database)
    newest, middle, oldest = (each.id for each in messages(database, "chen"))
    with database.session(by("chen")) as session:
        mark_read(session, middle)
        mark_read(session, middle)
    assert [each.is_read for each in messages(database, "chen")] == [False, True, False]
    with database.session(by("chen")) as session:
        mark_all_read(session, through=middle)
        assert [each.id for each in message_page(session, unread_only=True).messages] == [newest]
    for message_id in (oldest, 1, 2**63 - 1):
        with database.session(by("wang")) as session, pytest.raises(MessageUnknown):
            mark_read(session, message_id)
    assert [each.is_read for each in messages(database, "chen")] == [False, True, True]


def test_pages_follow_by_key_and_counting_takes_one_statement(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(database)
    with database.session(by("chen"), is_read_only=True) as session:
        first = message_page(session, most=2)
        assert first.older is not None
        second = message_page(session, before=first.older, most=2)
        assert [each.what[0] for each in (*first.messages, *second.messages)] == TO_CHEN
        assert second.older is None
        with noted(database.engine) as asked:
            assert count_unread(session) == 3
        assert len(asked.statements) == 1
        monkeypatch.setattr(service, "MOST_COUNTED", 1)
        assert count_unread(session) == 2  # one more than is counted


def test_amendment_of_ones_notice_is_told_once_and_what_one_undid_oneself_is_not(database: Database) -> None:
    staffed(database)
    notice_id = approved(database)
    for login, because in (("chen", "本人取消"), ("wang", "审批后金额有变更")):
        with database.session(by(login)) as session:
            unschedule(session, session.get_one(Notice, notice_id), because=because)
    with database.session(by("wang")) as session:
        publish(session, notice_id, context=NOON)
    assert told(database, "chen")[:2] == ["您提交的公告已发布", "您的公告取消了定时发布"]
    assert messages(database, "chen")[1].why[0] == "审批后金额有变更"
    for submitter, newest in (("chen", "您提交的公告已发布"), ("li", "您的公告有后续公告发布")):
        amended(database, notice_id, by_login=submitter)
        assert told(database, "chen")[0] == newest
    assert told(database, "chen").count("您的公告有后续公告发布") == 1


def amended(database: Database, notice_id: UUID, *, by_login: str) -> None:
    """Let somebody submit a supplement of a notice, and wang approve and publish it."""
    with database.session(by(by_login)) as session:
        earlier = newest_content(session, session.get_one(Notice, notice_id))
        said = {
            "kind": "supplement",
            "published_on": LATER,
            "statements": [f"该债权另有一笔保证金质押（{by_login}）。"],
        }
        content = NoticeContent.model_validate({**said, "issuer": earlier.issuer, "contacts": earlier.contacts})
        draft = draft_amendment(session, notice_id, content).id
        submit(session, draft, context=THAT_NOON)
    with database.session(by("wang")) as session:
        sign(session, draft, context=THAT_NOON)
        publish(session, draft, context=THAT_NOON)


@two_issuers
def test_nobody_is_told_of_another_branch_nor_of_what_the_role_may_not_read(database: Database) -> None:
    assert {"登记了对您的公告的异议", "已指定代理"} < set(told(database, "asset-manager"))
    assert "以您的名义登记了线下审批" in told(database, "approver")
    assert SECRET not in str([messages(database, login) for login in STAFF])
    changed = "您的岗位或分公司有变更"
    moved(database, Role.asset_manager, THEIRS)
    assert told(database, "asset-manager") == [changed]
    assert messages(database, "asset-manager")[0].why == ("", "")  # why is the administrators' own affair
    moved(database, Role.administrator, OURS)
    assert told(database, "asset-manager") == [changed, changed]


def moved(database: Database, role: Role, issuer: str) -> None:
    """Let the administrator give the asset manager another role and branch."""
    with database.session(by("administrator")) as session:
        change_roles(session, "asset-manager", roles=[role], issuers=[issuer], why=("内部调查", instant(AT)))


@two_issuers
def test_window_that_closes_is_told_and_an_objection_taken_away_is_no_more(database: Database) -> None:
    with database.session() as session:
        of = select(Objection.id, Objection.notice_id).where(Objection.receipt == ids_at(session, OURS)["receipt"])
        objection_id, notice_id = session.exec(of).one()
    record_window(database, notice_id, context=replace(CONTEXT, clock=lambda: instant("2022-09-01 10:00")))
    newest = messages(database, "asset-manager")[0]
    assert (newest.what[0], newest.who, newest.path) == (
        "您公告的公告期已届满",
        "登记系统",
        f"/desk/notices/{notice_id}",
    )
    with database.session(by("legal-officer")) as session:
        files, said = files_and_messages(session, session.get_one(Objection, objection_id))
        void_objection(session, objection_id, copied=[each.id for each in (*files, *said)])
    assert "登记了对您的公告的异议" not in told(database, "asset-manager")


def test_decision_on_a_match_that_another_overturns_is_told_to_who_decided_before(database: Database) -> None:
    with database.session("首位管理员") as session:
        project = case_of_2022(session)
        entered(session, project, PERSON)
        screening = screened(session, entered(session, project, COMPANY))
        number = next(
            each.number
            for each in decided_findings(session, screening, on=DAY)
            if each.finding.rule == "evasion.shared_phone"
        )
        for login in ("shen", "he", "lu"):
            make_account(session, login, Role.compliance_officer, issuers=[project.issuer_id])
    for login in ("shen", "he"):
        with database.session(by(login)) as session:
            dismiss(session, screening.id, number=number, reason="不是一人", expires_on=DAY)
    with database.session(by("lu")) as session:
        confirm(session, screening.id, number=number, reason="确为一人", on=DAY)
    assert told(database, "shen") == []  # he only said the same again, and of two the later is overturned
    (message,) = messages(database, "he")
    assert (message.what[0], message.who, message.why[0]) == ("您的核定被改为“确认”", "虚构lu", "确为一人")
    assert message.path == f"/desk/screenings/{screening.id}#finding-{number}"


def test_every_event_told_of_has_its_own_kind_and_a_right_of_the_table(session: Session) -> None:
    assert len(KIND_OF) == sum(len(kind.events) for kind in KINDS)
    assert {kind.right for kind in KINDS} <= set(permissions_by_verb())
    assert not [event for event in KIND_OF if event.startswith(("report", "discipline", "mailbox"))]
    assert message_page(session).messages == ()  # before the first account

"""会签, 传阅, 急缓 and 授权额度: who must sign in which order, who is only told, and what depends on the book value."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from disposal.acting import Role
from disposal.errors import RecordRefused
from disposal.models.approvals.authority import ApprovalAuthority, ApprovalAuthorityCreate
from disposal.models.approvals.reading import ApprovalReading
from disposal.models.approvals.submission import Urgency
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.publication.notice import Notice
from disposal.services.approvals.authorities import end_authority, enter_authority
from disposal.services.approvals.deputyships import today_by_database
from disposal.services.approvals.errors import ApprovalIncomplete, StepNotTheirs
from disposal.services.approvals.steps import WantedStep, set_steps
from disposal.services.four_eyes.overview import overview_of
from disposal.services.four_eyes.papers import approval_sheet
from disposal.services.four_eyes.reading import read_submission
from disposal.services.four_eyes.submitting import Routing, submit
from disposal.services.four_eyes.waiting import waiting_items
from disposal.services.projects.projects import change_project
from disposal.services.publication.publication import publish
from disposal.storage.database import Database
from disposal.write_errors import ApprovalMissing
from notices.dates import ONE_DAY
from tests.disposal.services.four_eyes.approving import (
    NOON,
    by,
    drafted,
    issuer_of,
    nothing_public,
    sign,
    staffed,
    submission_of,
    submitted,
)
from tests.support.printed import text_of, without_space

TOGETHER = WantedStep.of("会签", Role.legal_officer, Role.compliance_officer)
APPROVAL = WantedStep.of("审批", Role.approver)
HEAD_OFFICE = WantedStep("总公司审批", ((Role.approver, "zhao"),), above_limit=True)
TOLD = WantedStep("传阅", ((Role.compliance_officer, ""),), reads_only=True)


def stepped(database: Database, *steps: WantedStep) -> UUID:
    """Enter the staff and the steps of their issuer; return the issuer."""
    issuer = staffed(database)
    with database.session(by("guan")) as session:
        set_steps(session, issuer, steps)
    return issuer


def signed(database: Database, notice_id: UUID, logins: Sequence[str]) -> str:
    """Approve as each of these persons, in turn; return the state of the notice."""
    for login in logins:
        with database.session(by(login)) as session:
            sign(session, notice_id)
    with database.session() as session:
        return session.get_one(Notice, notice_id).state


def authorized(database: Database, limit: str = "9000000", days: int = 30) -> UUID:
    """Enter an authority of today up to a limit; return its id."""
    with database.session(by("guan")) as session:
        today = today_by_database(session)
        values = {
            "document": "授权〔2026〕12号",
            "limit_amount": limit,
            "starts_on": today,
            "ends_on": today + days * ONE_DAY,
        }
        said = ApprovalAuthorityCreate.model_validate({"issuer_id": issuer_of(session).id, **values})
        return enter_authority(session, said).id


def revalue(session: Session, notice_id: UUID, book_value: str) -> None:
    project_id = session.get_one(Notice, notice_id).project_id
    change_project(session, project_id, {"book_value": Decimal(book_value)}, reason="重新结息")


@pytest.mark.parametrize("order", [("li", "shen", "wang"), ("shen", "li", "wang")], ids="-".join)
def test_members_of_a_step_sign_in_any_order_and_all_must(database: Database, order: tuple[str, ...]) -> None:
    stepped(database, TOGETHER, APPROVAL)
    notice_id = submitted(database)
    assert signed(database, notice_id, order[:1]) == "submitted"
    with pytest.raises(StepNotTheirs, match="会签"), database.session(by("wang")) as session:
        sign(session, notice_id)
    assert signed(database, notice_id, order[1:2]) == "submitted"
    assert signed(database, notice_id, order[2:]) == "approved"
    with database.session(by("chen")) as session:
        assert publish(session, notice_id, context=NOON).version_no == 1


def test_step_of_one_person_is_signed_by_nobody_else_of_the_role(database: Database) -> None:
    stepped(database, WantedStep("审批", ((Role.approver, "zhao"),)))
    notice_id = submitted(database)
    with pytest.raises(StepNotTheirs, match="虚构zhao"), database.session(by("wang")) as session:
        sign(session, notice_id)
    assert signed(database, notice_id, ["zhao"]) == "approved"


def test_reading_is_marked_and_holds_nothing_up(database: Database) -> None:
    stepped(database, APPROVAL, TOLD)
    notice_id = submitted(database)
    with database.session(by("shen")) as session:
        assert [each.is_to_read for each in waiting_items(session)] == [True]
        read_submission(session, notice_id)
        assert [each.is_to_read for each in waiting_items(session)] == [False]
        overview = overview_of(session, notice_id, context=NOON)
        assert overview is not None
        assert [name for name, _ in overview.readings[0].readers] == ["虚构shen"]
        assert overview.as_json()["readings"][0]["read"][0]["by"] == "虚构shen"
    assert signed(database, notice_id, ["wang"]) == "approved"


def test_unread_notice_is_published_all_the_same(database: Database) -> None:
    stepped(database, TOLD, APPROVAL)
    notice_id = submitted(database)
    assert signed(database, notice_id, ["wang"]) == "approved"
    with database.session(by("chen")) as session:
        assert publish(session, notice_id, context=NOON).version_no == 1
        assert session.exec(select(ApprovalReading)).all() == []


@pytest.mark.parametrize("login", ["wang", "li"])
def test_who_is_not_to_read_marks_nothing(database: Database, login: str) -> None:
    stepped(database, APPROVAL, TOLD)
    notice_id = submitted(database)
    with pytest.raises(RecordRefused, match="nothing left"), database.session(by(login)) as session:
        read_submission(session, notice_id)


def test_who_only_reads_cannot_sign(database: Database) -> None:
    stepped(database, APPROVAL, TOLD)
    notice_id = submitted(database)
    with (
        nothing_public(database, notice_id),
        pytest.raises(StepNotTheirs),
        database.session(by("shen")) as session,
    ):
        sign(session, notice_id)


def test_urgent_submission_stands_first_and_says_to_whom_it_goes(database: Database, tmp_path: Path) -> None:
    staffed(database)
    submitted(database, "甲")
    urgent = drafted(database, "乙")
    with database.session(by("chen")) as session:
        submit(session, urgent, context=NOON, routing=Routing(Urgency.very_urgent, "总经理室"))
    with database.session(by("wang")) as session:
        items = waiting_items(session)
        printed = without_space(text_of(approval_sheet(session, urgent, context=NOON), tmp_path))
    assert [(each.notice_id == urgent, each.urgency.zh, each.presented_to) for each in items] == [
        (True, "特急", "总经理室"),
        (False, "平件", ""),
    ]
    assert "急缓特急" in printed
    assert "呈送总经理室" in printed


def test_step_above_the_limit_is_needed_without_an_authority_and_says_why(database: Database, tmp_path: Path) -> None:
    stepped(database, APPROVAL, HEAD_OFFICE)
    notice_id = submitted(database)
    with database.session(by("chen")) as session:
        printed = without_space(text_of(approval_sheet(session, notice_id, context=NOON), tmp_path))
    assert "今日无达到该额度的有效授权书" in printed
    assert signed(database, notice_id, ["wang"]) == "submitted"
    assert signed(database, notice_id, ["zhao"]) == "approved"


@pytest.mark.parametrize(("above", "state"), [("0", "approved"), ("-0.01", "submitted")], ids=["at", "below"])
def test_step_above_the_limit_is_left_out_up_to_the_limit_itself(database: Database, above: str, state: str) -> None:
    stepped(database, APPROVAL, HEAD_OFFICE)
    notice_id = drafted(database)
    with database.session(by("chen")) as session:
        value = session.exec(select(DisposalProject.book_value)).one()
    authorized(database, str(value + Decimal(above)))
    with database.session(by("chen")) as session:
        submit(session, notice_id, context=NOON)
    assert signed(database, notice_id, ["wang"]) == state


@pytest.fixture
def relying(database: Database) -> UUID:
    """Return a submitted notice that needs no further step because of an authority up to 9,000,000 yuan."""
    stepped(database, APPROVAL, HEAD_OFFICE)
    authorized(database)
    notice_id = submitted(database)
    with database.session() as session:
        assert len(submission_of(session, notice_id).steps) == 1
    return notice_id


def test_book_value_raised_above_the_authority_after_approval_refuses_publication(
    database: Database, relying: UUID
) -> None:
    assert signed(database, relying, ["wang"]) == "approved"
    with database.session(by("chen")) as session:
        revalue(session, relying, "9000000.01")
    with (
        nothing_public(database, relying),
        pytest.raises(ApprovalIncomplete, match="above the limit"),
        database.session(by("chen")) as session,
    ):
        publish(session, relying, context=NOON)


def test_authority_ended_before_the_signature_refuses_it(database: Database, relying: UUID) -> None:
    with database.session(by("guan")) as session:
        end_authority(session, session.exec(select(ApprovalAuthority.id)).one(), reason="负责人调任")
    with (
        nothing_public(database, relying),
        pytest.raises(ApprovalIncomplete, match="no longer in force"),
        database.session(by("wang")) as session,
    ):
        sign(session, relying)


def test_authority_ended_after_the_signature_voids_nothing(database: Database, relying: UUID) -> None:
    assert signed(database, relying, ["wang"]) == "approved"
    with database.session(by("guan")) as session:
        end_authority(session, session.exec(select(ApprovalAuthority.id)).one(), reason="负责人调任")
    with database.session(by("chen")) as session:
        assert publish(session, relying, context=NOON).version_no == 1


def publish_and_tamper(session: Session, notice_id: UUID, statement: str) -> None:
    for table in ("approval", "disposal_project", "submission"):
        session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
    publish(session, notice_id, context=NOON)
    session.execute(text(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM approval WHERE step = 2",
        "UPDATE submission SET steps = jsonb_set(steps, '{1,person_id}', to_jsonb(submitted_by_id::text))",
        "UPDATE submission SET steps = (SELECT jsonb_agg(each || '{\"reads_only\": true}') "
        "FROM jsonb_array_elements(steps) AS each)",
    ],
    ids=["one of two missing", "another person's", "nobody signs"],
)
def test_database_alone_refuses_what_not_all_have_signed(database: Database, statement: str) -> None:
    stepped(database, TOGETHER)
    notice_id = submitted(database)
    assert signed(database, notice_id, ["li", "shen"]) == "approved"
    with (
        nothing_public(database, notice_id),
        pytest.raises(ApprovalMissing),
        database.session(by("chen")) as session,
    ):
        publish_and_tamper(session, notice_id, statement)


def test_database_alone_refuses_a_book_value_above_the_authority(database: Database, relying: UUID) -> None:
    assert signed(database, relying, ["wang"]) == "approved"
    with (
        nothing_public(database, relying),
        pytest.raises(ApprovalMissing),
        database.session(by("chen")) as session,
    ):
        publish_and_tamper(session, relying, "UPDATE disposal_project SET book_value = 9000000.01")


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([TOLD], "must be signed"),
        ([HEAD_OFFICE], "must be signed"),
        ([WantedStep.of("审批", Role.discipline_officer)], "discipline officer never approves.*asset manager"),
        ([WantedStep("审批", ((Role.approver, "chen"),))], "no approver"),
        ([APPROVAL, APPROVAL], "a name of its own"),
        ([WantedStep("审批", ())], "1 to 6 members"),
    ],
    ids=["only read", "only above the limit", "discipline officer", "person without the role", "twice", "nobody"],
)
def test_steps_that_let_a_notice_pass_unsigned_are_refused(
    database: Database, steps: list[WantedStep], words: str
) -> None:
    issuer = staffed(database)
    with pytest.raises(RecordRefused, match=words), database.session(by("guan")) as session:
        set_steps(session, issuer, steps)

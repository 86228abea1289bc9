"""From a draft to the published notice by two persons: in order, by deputies, on a day, and exactly as approved."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier
from uuid import UUID

import pytest
from sqlmodel import Session, select

from disposal.acting import Role
from disposal.models.approvals.deputyship import DeputyshipCreate
from disposal.models.approvals.submission import Submission
from disposal.models.approvals.submission_return import ReturnReason
from disposal.models.publication.notice import Notice
from disposal.models.records.audit_entry import AuditEntry
from disposal.models.records.record import now
from disposal.registry.due_publications import publish_due
from disposal.services.approvals.deputyships import name_deputy, today_by_database
from disposal.services.approvals.errors import ApprovalVoid, DayNotApproved, OwnSubmissionOnly, OwnWork, StepNotTheirs
from disposal.services.approvals.steps import WantedStep, set_steps
from disposal.services.approvals.submissions import approvals_of
from disposal.services.four_eyes.deciding import send_back
from disposal.services.four_eyes.submitting import submit, withdraw_submission
from disposal.services.projects.projects import change_project
from disposal.services.publication.notices import newest_version
from disposal.services.publication.publication import change_day, publish, publish_or_schedule
from disposal.services.records.writing import change
from disposal.storage.database import Database
from notices.dates import ONE_DAY
from tests.disposal.services.four_eyes.approving import (
    NOON,
    account_of,
    approved,
    by,
    drafted,
    person_of,
    sign,
    staffed,
    submission_of,
    submitted,
)
from tests.support.publishing import PUBLISHED_ON

THURSDAY, FRIDAY = PUBLISHED_ON + ONE_DAY, PUBLISHED_ON + 2 * ONE_DAY


def supervised(session: Session, notice_id: UUID, by_whom: str = "虚构监管局") -> None:
    """Change a field of the project that the notice prints."""
    change_project(
        session, session.get_one(Notice, notice_id).project_id, {"supervisor": by_whom}, reason="补充监管部门"
    )


def test_published_differs_from_approved_in_the_number_alone(database: Database) -> None:
    staffed(database)
    notice_id = approved(database)
    with database.session(by("chen")) as session:
        version = publish(session, notice_id, context=NOON)
        submission = submission_of(session, notice_id)
        assert (submission.state, submission.filled_in) == ("published", {"number": "XGCS-2022-0001"})
        assert submission.published_sha256 == version.canonical_sha256 != submission.sha256
        assert version.text == submission.text
        assert version.canonical_json.replace(b'"number":"XGCS-2022-0001",', b"") == submission.canonical_json


def test_audit_trail_names_the_drafter_and_the_approver(database: Database) -> None:
    staffed(database)
    notice_id = approved(database)
    with database.session(by("chen")) as session:
        publish(session, notice_id, context=NOON)
        query = select(AuditEntry).where(AuditEntry.subject_id == notice_id).order_by(AuditEntry.id)  # type: ignore[arg-type]
        acts = [(entry.event, entry.login) for entry in session.exec(query).all()]
    assert acts == [
        ("notice.drafted", "chen"),
        ("notice.submitted", "chen"),
        ("notice.approved", "wang"),
        ("notice.published", "chen"),
    ]


def test_steps_are_taken_in_order_each_by_another_person(database: Database) -> None:
    issuer = staffed(database)
    with database.session(by("guan")) as session:
        steps = [
            WantedStep.of(*each)
            for each in (("复核", Role.approver), ("法务", Role.legal_officer), ("审批", Role.approver))
        ]
        set_steps(session, issuer, steps)
    notice_id = submitted(database)
    with pytest.raises(StepNotTheirs, match="复核"), database.session(by("li")) as session:
        sign(session, notice_id)
    for login in ("wang", "li"):
        with database.session(by(login)) as session:
            sign(session, notice_id)
            assert session.get_one(Notice, notice_id).state == "submitted"
    with pytest.raises(OwnWork, match="earlier step"), database.session(by("wang")) as session:
        sign(session, notice_id)
    with database.session(by("zhao")) as session:
        sign(session, notice_id)
    with database.session(by("chen")) as session:
        assert publish(session, notice_id, context=NOON).version_no == 1


def test_what_is_submitted_keeps_its_steps_whatever_is_set_afterwards(database: Database) -> None:
    issuer = staffed(database)
    notice_id = submitted(database)
    with database.session(by("guan")) as session:
        set_steps(
            session, issuer, [WantedStep.of("复核", Role.legal_officer), WantedStep.of("法务", Role.legal_officer)]
        )
        assert [step.name for step in submission_of(session, notice_id).steps] == ["审批"]
    with database.session(by("wang")) as session:
        sign(session, notice_id)
        assert session.get_one(Notice, notice_id).state == "approved"
    with database.session(by("chen")) as session:
        assert publish(session, notice_id, context=NOON).version_no == 1


def test_deputy_of_the_period_approves_for_the_principal(database: Database) -> None:
    issuer = staffed(database)
    notice_id = submitted(database)
    with database.session(by("wang")) as session:
        today = today_by_database(session)
        wang, shen = person_of(session, "wang").id, person_of(session, "shen").id
        values = {"issuer_id": issuer, "principal_id": wang, "deputy_id": shen}
        name_deputy(session, DeputyshipCreate(**values, starts_on=today, ends_on=today + 59 * ONE_DAY))
    with database.session(by("shen")) as session:
        approval = sign(session, notice_id)
        assert (approval.person_id, approval.deputy_for_id, approval.name) == (shen, wang, "虚构shen")
    with database.session(by("chen")) as session:
        publish(session, notice_id, context=NOON)


def test_changed_review_day_is_told_and_voids_nothing(database: Database) -> None:
    staffed(database)
    notice_id = approved(database)
    with database.session(by("li")) as session:
        project_id = session.get_one(Notice, notice_id).project_id
        change_project(session, project_id, {"review_meeting_on": date(2022, 9, 2)}, reason="会议改期")
    with database.session(by("chen")) as session:
        assert submission_of(session, notice_id).background["review_meeting_on"] == "2022-09-01"
        publish(session, notice_id, context=NOON)


def test_void_submission_is_submitted_anew_and_keeps_the_old_one(database: Database) -> None:
    staffed(database)
    notice_id = approved(database)
    with database.session(by("li")) as session:
        supervised(session, notice_id)
        submit(session, notice_id, context=NOON)
    with database.session(by("zhao")) as session:
        sign(session, notice_id)
    with database.session(by("chen")) as session:
        publish(session, notice_id, context=NOON)
        rows = session.exec(select(Submission).where(Submission.notice_id == notice_id)).all()
        assert [row.state.value for row in sorted(rows, key=lambda row: row.ordinal)] == ["replaced", "published"]


def test_return_needs_a_reason_and_lets_the_drafter_submit_again(database: Database) -> None:
    staffed(database)
    notice_id = submitted(database)
    with database.session(by("wang")) as session:
        row = send_back(session, notice_id, reasons=[ReturnReason.amount], comment="利息与清单不符，请核对")
        assert (row.name, session.get_one(Notice, notice_id).state) == ("虚构wang", "draft")
    with database.session(by("chen")) as session:
        assert submit(session, notice_id, context=NOON).ordinal == 2


def test_only_who_took_part_takes_a_submission_back(database: Database) -> None:
    staffed(database)
    notice_id = submitted(database)
    with pytest.raises(OwnSubmissionOnly), database.session(by("li")) as session:
        withdraw_submission(session, notice_id)
    with database.session(by("chen")) as session:
        withdraw_submission(session, notice_id)
        assert session.get_one(Notice, notice_id).state == "draft"


@pytest.mark.parametrize(("day", "is_allowed"), [(THURSDAY, True), (FRIDAY, False)], ids=["Thu", "Fri"])
def test_day_is_chosen_among_the_approved_ones_only(database: Database, day: date, is_allowed: bool) -> None:
    staffed(database)
    notice_id = drafted(database)
    with database.session(by("chen")) as session:
        submit(session, notice_id, until=THURSDAY, context=NOON)
    with database.session(by("wang")) as session:
        sign(session, notice_id)
    if not is_allowed:
        with pytest.raises(DayNotApproved), database.session(by("chen")) as session:
            change_day(session, notice_id, day)
        return
    with database.session(by("chen")) as session:
        change_day(session, notice_id, day)
        later = replace(NOON, clock=lambda: NOON.clock() + timedelta(days=1))
        publish(session, notice_id, context=later)
        filled_in = submission_of(session, notice_id).filled_in
        assert filled_in is not None
        assert set(filled_in) == {"number", "published_on", "window"}
        assert filled_in["window"]["ends_on"] == "2022-09-01"  # Thursday


def test_scheduled_notice_is_published_on_its_day_by_who_scheduled_it(database: Database) -> None:
    staffed(database)
    notice_id = approved(database)
    before = replace(NOON, clock=lambda: NOON.clock() - timedelta(days=1))
    with database.session(by("chen")) as session:
        publish_or_schedule(session, notice_id, context=before)
    assert publish_due(database, context=NOON) == ["XGCS-2022-0001"]


@pytest.mark.parametrize("disabled", ["wang", "chen"])
def test_scheduled_notice_is_taken_off_where_approver_or_scheduler_is_disabled(
    database: Database, disabled: str
) -> None:
    staffed(database)
    notice_id = approved(database)
    before = replace(NOON, clock=lambda: NOON.clock() - timedelta(days=1))
    with database.session(by("chen")) as session:
        publish_or_schedule(session, notice_id, context=before)
    with database.session(by("guan")) as session:
        change(session, account_of(session, disabled), {"disabled_at": now()}, event="account.disabled", reason="离职")
    assert publish_due(database, context=NOON) == []
    with database.session() as session:
        notice = session.get_one(Notice, notice_id)
        assert (notice.number, notice.publish_at) == (None, None)
        entry = session.exec(select(AuditEntry).where(AuditEntry.event == "notice.unscheduled")).one()
        assert "已停用" in str(entry.reason)


def test_change_amid_two_publications_is_refused_or_not_in_the_text(database: Database) -> None:
    """A change that commits while another session publishes is either seen and refused, or comes after it."""
    staffed(database)
    notice_id, both = approved(database), Barrier(2)

    def publishing() -> str:
        both.wait()
        try:
            with database.session(by("chen")) as session:
                return publish(session, notice_id, context=NOON).text
        except ApprovalVoid:
            return ""

    def changing() -> None:
        both.wait()
        with database.session(by("li")) as session:
            supervised(session, notice_id, "虚构另一监管局")

    with ThreadPoolExecutor(2) as threads:
        said, _ = threads.submit(publishing), threads.submit(changing).result()
    assert "虚构另一监管局" not in said.result()
    with database.session() as session:
        assert len(approvals_of(session, submission_of(session, notice_id).id)) == 1
        assert bool(said.result()) is (session.get_one(Notice, notice_id).number is not None)
        if said.result():
            assert newest_version(session, session.get_one(Notice, notice_id)).text == said.result()

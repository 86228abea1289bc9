"""线下审批: a signed sheet counts once two persons who did not draft have entered and confirmed it, and not before."""

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from disposal.acting import Role
from disposal.lifecycle import TransitionRefused
from disposal.models.accounts.person import Person
from disposal.models.approvals.approval import Approval
from disposal.models.approvals.paper_approval import PaperApproval
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.accounts.permissions import PermissionRefused
from disposal.services.four_eyes.overview import overview_of
from disposal.services.four_eyes.paper_approvals import (
    decline_signed_sheet,
)
from disposal.services.four_eyes.papers import approval_sheet
from disposal.services.projects.issuers import change_issuer
from disposal.services.publication.publication import publish
from disposal.storage.database import Database
from disposal.write_errors import AppendOnly, ApprovalMissing
from tests.disposal.services.four_eyes.approving import (
    NOON,
    STAFF,
    by,
    issuer_of,
    nothing_public,
    sign,
    staffed,
    submitted,
)
from tests.disposal.services.four_eyes.paper import allow, confirm, confirmed, enter, entered
from tests.disposal.services.worklist.telling import told
from tests.support.accounts import make_account
from tests.support.factories import make_issuer
from tests.support.printed import text_of, without_space


def test_sheet_entered_and_confirmed_by_two_lets_the_notice_be_published(database: Database, tmp_path: Path) -> None:
    staffed(database)
    notice_id = confirmed(database)
    with database.session(by("chen")) as session:
        overview = overview_of(session, notice_id, context=NOON)
        printed = text_of(approval_sheet(session, notice_id, context=NOON), tmp_path)
        publish(session, notice_id, context=NOON)
        events = [
            each.event
            for each in session.exec(select(AuditEntry))
            if "paper_approval" in each.event or each.event == "issuer.rules_changed"
        ]
    assert overview is not None
    step = overview.as_json()["steps"][0]
    assert overview.steps[0].by == "虚构wang（线下审批）"
    assert (step["approved_by"], step["comment"], step["on_paper"]["scan_sha256"]) == (
        "虚构wang",
        "同意",
        overview.steps[0].paper and overview.steps[0].paper.scan_sha256,
    )
    assert "虚构wang（线下审批）" in without_space(printed)
    assert events == ["issuer.rules_changed", "paper_approval.entered", "paper_approval.confirmed"]


def test_sheet_counts_by_the_account_of_its_branch_where_the_signer_has_an_older_one_at_another(
    database: Database,
) -> None:
    issuer_id = staffed(database, {login: roles for login, roles in STAFF.items() if login != "wang"})
    with database.session(by("guan")) as session:
        elsewhere = make_account(
            session, "wang0", Role.approver, issuers=[make_issuer(session, "XGHZ", branch="另一分公司").id]
        )
        make_account(
            session, "wang", Role.approver, issuers=[issuer_id], person=session.get_one(Person, elsewhere.person_id)
        )
    notice_id = confirmed(database)
    with database.session(by("chen")) as session:
        publish(session, notice_id, context=NOON)


def test_printed_sheet_names_who_may_sign_and_promises_only_what_the_issuer_allows(
    database: Database, tmp_path: Path
) -> None:
    staffed(database)
    notice_id = submitted(database)
    with database.session(by("shen"), is_read_only=True) as session:
        off = without_space(text_of(approval_sheet(session, notice_id, context=NOON), tmp_path))
    allow(database)
    with database.session(by("shen"), is_read_only=True) as session:
        on = without_space(text_of(approval_sheet(session, notice_id, context=NOON), tmp_path))
    assert "审批人仍须以本人账号批准同一摘要" in off
    assert "线下审批" not in off
    assert "由一人录入、另一人以本人账号核对（线下审批）" in on
    assert "可签署虚构wang、虚构zhao" in on


def test_declined_sheet_counts_for_nothing_and_another_may_be_entered(database: Database) -> None:
    staffed(database)
    notice_id = entered(database)
    assert told(database, "wang") == ["以您的名义登记了线下审批"]
    assert told(database, "shen") == []
    with database.session(by("li")) as session:
        paper = session.exec(select(PaperApproval)).one()
        decline_signed_sheet(session, paper.id, reason="签名不清，请重新扫描")
    assert told(database, "shen") == ["您签署或登记的线下审批不予采用"]
    with database.session(by("shen")) as session:
        enter(session, notice_id)
        states = [each.state.value for each in session.exec(select(PaperApproval).order_by(text("id")))]
        assert states == ["declined", "waiting"]
        assert session.exec(select(Approval)).all() == []


def test_drafter_cannot_switch_approvals_on_paper_on(database: Database) -> None:
    staffed(database)
    with pytest.raises(PermissionRefused), database.session(by("chen")) as session:
        change_issuer(session, issuer_of(session).id, {"allows_paper_approval": True}, reason="领导在纸上签批")


TAMPERED = {
    "unconfirmed": "UPDATE paper_approval SET state = 'waiting', decided_by_id = NULL, decided_at = NULL",
    "entered by the drafter": "UPDATE paper_approval SET entered_by_id = (SELECT submitted_by_id FROM submission)",
    "of another content": "UPDATE paper_approval SET sha256 = repeat('0', 64)",
    "of another step": "UPDATE paper_approval SET step = 2",
    "switched off": "UPDATE issuer SET allows_paper_approval = false",
}
"""What somebody with the database in hand might do in the very transaction that publishes."""


def publish_and_tamper(session: Session, notice_id: UUID, statement: str) -> None:
    publish(session, notice_id, context=NOON)
    for table in ("paper_approval", "issuer"):
        session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
    session.execute(text(statement))


@pytest.mark.parametrize("statement", TAMPERED.values(), ids=TAMPERED)
def test_database_alone_refuses_what_rests_on_an_invalid_sheet(database: Database, statement: str) -> None:
    staffed(database)
    notice_id = confirmed(database)
    with (
        nothing_public(database, notice_id),
        pytest.raises(ApprovalMissing),
        database.session(by("chen")) as session,
    ):
        publish_and_tamper(session, notice_id, statement)


def test_confirmed_sheet_is_never_rewritten(database: Database) -> None:
    staffed(database)
    confirmed(database)
    with pytest.raises(AppendOnly), database.session(by("li")) as session:
        session.execute(text("UPDATE paper_approval SET comment = 'x'"))


def test_step_approved_from_an_account_meanwhile_leaves_the_sheet_unused(database: Database) -> None:
    staffed(database)
    notice_id = entered(database)
    with database.session(by("zhao")) as session:
        sign(session, notice_id)
    with pytest.raises(TransitionRefused), database.session(by("li")) as session:
        confirm(session, notice_id)

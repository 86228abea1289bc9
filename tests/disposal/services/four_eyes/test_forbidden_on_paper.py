"""The table of forbidden steps of 线下审批: each is refused, and each refusal is on record."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from disposal.acting import Actor, Channel
from disposal.models.approvals.approval import Approval
from disposal.models.approvals.paper_approval import PaperApproval
from disposal.models.publication.notice import Notice
from disposal.services.accounts.permissions import PermissionRefused
from disposal.services.approvals.errors import (
    ApprovalIncomplete,
    ApprovalVoid,
    PaperDoesNotFit,
    PaperNeedsAnother,
    PaperNotAllowed,
)
from disposal.services.four_eyes.paper_approvals import (
    decline_signed_sheet,
)
from disposal.services.projects.projects import change_project
from disposal.services.publication.publication import publish
from disposal.services.records import audit
from disposal.services.records.writing import change
from disposal.storage.database import Database
from disposal.write_errors import ApprovalMissing
from notices.dates import ONE_DAY
from tests.disposal.services.four_eyes.approving import (
    NOON,
    account_of,
    by,
    submission_of,
    submitted,
)
from tests.disposal.services.four_eyes.forbidden import Forbidden, assert_refused, changed_by, publishing
from tests.disposal.services.four_eyes.paper import allow, confirm, confirmed, enter, entered, submitted_on_paper


def shared_user(login: str) -> Actor:
    return Actor(login, channel=Channel.command_line, os_user="tester")


def entered_on_the_command_line(database: Database) -> UUID:
    """Enter the sheet as shen by an unproved command of the system's user."""
    notice_id = submitted_on_paper(database)
    with database.session(shared_user("shen")) as session:
        enter(session, notice_id)
    return notice_id


def changed_back(database: Database) -> UUID:
    """Confirm as li, who then changes a record and changes it back: the text is the same again."""
    notice_id = changed_by("li", confirmed)(database)
    with database.session(by("li")) as session:
        project_id = session.get_one(Notice, notice_id).project_id
        change_project(session, project_id, {"supervisor": None}, reason="改回")
    return notice_id


def switched_off(stands: Callable[[Database], UUID]) -> Callable[[Database], UUID]:
    def then(database: Database) -> UUID:
        notice_id = stands(database)
        allow(database, "no")
        return notice_id

    return then


def signer_disabled(database: Database) -> UUID:
    notice_id = entered(database)
    with database.session(by("guan")) as session:
        change(
            session, account_of(session, "wang"), {"disabled_at": NOON.clock()}, event="account.disabled", reason="离职"
        )
    return notice_id


def forged(session: Session, notice_id: UUID) -> None:
    """Write the approval that an unconfirmed sheet would give, and the states, with plain SQL; then publish."""
    row, notice = submission_of(session, notice_id), session.get_one(Notice, notice_id)
    paper = session.exec(select(PaperApproval)).one()
    values = {"submission_id": row.id, "step": 1, "sha256": row.sha256, "name": "虚构wang", "approved_at": NOON.clock()}
    who = {"person_id": paper.signer_id, "account_id": paper.account_id, "paper_approval_id": paper.id}
    made = Approval.model_validate({**values, **who})
    session.add(made)
    audit.record(session, "approval.given", subject=made)
    for subject, table in ((row, "submission"), (notice, "notice")):
        audit.record(session, "notice.approved", subject=subject, before=audit.facts(subject))
        session.execute(text(f"UPDATE {table} SET state = 'approved' WHERE id = :id"), {"id": subject.id})
    session.expire_all()
    publish(session, notice_id, context=NOON)


def with_(**said: Any) -> Callable[[Session, UUID], object]:
    return lambda session, notice_id: enter(session, notice_id, **said)


TABLE = {
    "switched off": Forbidden(submitted, by("shen"), enter, PaperNotAllowed, "未开通线下审批"),
    "drafter enters": Forbidden(submitted_on_paper, by("chen"), enter, PaperNeedsAnother, "参与了起草"),
    "signer enters": Forbidden(submitted_on_paper, by("wang"), enter, PaperNeedsAnother, "签署人"),
    "who changed a record enters": Forbidden(
        changed_by("li", submitted_on_paper), by("li"), enter, PaperNeedsAnother, "参与了起草"
    ),
    "auditor enters": Forbidden(submitted_on_paper, by("ji"), enter, PermissionRefused, "岗位不能办理"),
    "other code": Forbidden(
        submitted_on_paper, by("shen"), with_(code="ABCD1234-1"), PaperDoesNotFit, "单号 ABCD1234-1"
    ),
    "other digest": Forbidden(submitted_on_paper, by("shen"), with_(sha256="0" * 16), PaperDoesNotFit, "0000….*不符"),
    "15 characters": Forbidden(submitted_on_paper, by("shen"), with_(sha256="a" * 15), PaperDoesNotFit, "共15位"),
    "other signer": Forbidden(
        submitted_on_paper, by("shen"), with_(signer="li"), PaperDoesNotFit, "虚构wang，虚构zhao"
    ),
    "drafter as signer": Forbidden(
        submitted_on_paper, by("shen"), with_(signer="chen"), PaperDoesNotFit, "不是审批单上"
    ),
    "signed before": Forbidden(
        submitted_on_paper, by("shen"), with_(signed_on=date(2022, 8, 1)), PaperDoesNotFit, "签署日 2022-08-01"
    ),
    "signed tomorrow": Forbidden(
        submitted_on_paper,
        by("shen"),
        lambda s, n: enter(s, n, signed_on=submission_of(s, n).created_at.date() + 2 * ONE_DAY),
        PaperDoesNotFit,
        "签署日",
    ),
    "who entered confirms": Forbidden(entered, by("shen"), confirm, PaperNeedsAnother, "录入了该审批单"),
    "drafter confirms": Forbidden(entered, by("chen"), confirm, PaperNeedsAnother, "参与了起草"),
    "signer confirms": Forbidden(entered, by("wang"), confirm, PaperNeedsAnother, "签署人"),
    "same system user confirms": Forbidden(
        entered_on_the_command_line, shared_user("li"), confirm, PaperNeedsAnother, "同用一个系统用户"
    ),
    "digest mistyped at confirmation": Forbidden(
        entered, by("li"), lambda s, n: confirm(s, n, sha256="f" * 16), PaperDoesNotFit, "ffff….*不符"
    ),
    "switched off before confirmation": Forbidden(
        switched_off(entered), by("li"), confirm, PaperNotAllowed, "未开通线下审批"
    ),
    "text changed before confirmation": Forbidden(
        changed_by("chen", entered), by("li"), confirm, ApprovalVoid, "supervisor"
    ),
    "signer disabled before confirmation": Forbidden(
        signer_disabled, by("li"), confirm, PaperDoesNotFit, "不是审批单上待办步骤的审批人"
    ),
    "who entered declines": Forbidden(
        entered,
        by("shen"),
        lambda s, n: decline_signed_sheet(s, s.exec(select(PaperApproval)).one().id, reason="录错了一份"),
        PaperNeedsAnother,
        "录入了",
    ),
    "published unconfirmed": Forbidden(entered, by("chen"), publishing, ApprovalMissing, "没有他人"),
    "published by a forged row": Forbidden(entered, by("li"), forged, ApprovalIncomplete, "线下审批未经核对"),
    "switched off after confirmation": Forbidden(
        switched_off(confirmed), by("chen"), publishing, ApprovalIncomplete, "已关闭线下审批"
    ),
    "who confirmed changed a record": Forbidden(
        changed_back, by("chen"), publishing, ApprovalIncomplete, "录入人或核对人事后更改"
    ),
}


@pytest.mark.parametrize("case", TABLE.values(), ids=TABLE)
def test_forbidden_step_on_paper_is_refused_and_on_record(database: Database, case: Forbidden) -> None:
    assert_refused(database, case)

"""The table of forbidden steps, written before it was walked: each is refused, and each refusal is on record."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from disposal.acting import Channel, Role
from disposal.models.approvals.deputyship import Deputyship, DeputyshipCreate
from disposal.models.claims.claim import Claim
from disposal.models.claims.co_debtor import CoDebtorCreate
from disposal.models.claims.guarantee import GuaranteeCreate
from disposal.models.parties.party import Party
from disposal.models.publication.notice import Notice
from disposal.models.records.record import now
from disposal.services.accounts.permissions import PermissionRefused
from disposal.services.approvals.deputyships import name_deputy, today_by_database
from disposal.services.approvals.errors import (
    ApprovalIncomplete,
    ApprovalVoid,
    DeputyshipRefused,
    OtherContent,
    OwnWork,
    StepNotTheirs,
)
from disposal.services.claims.co_debtors import enter_co_debtor
from disposal.services.claims.guarantees import enter_guarantee, remove_guarantee
from disposal.services.four_eyes.deciding import approve, send_back
from disposal.services.four_eyes.submitting import submit
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
    approved,
    by,
    drafted,
    issuer_of,
    person_of,
    sign,
    submitted,
)
from tests.disposal.services.four_eyes.forbidden import Forbidden, Step, assert_refused, changed_by, publishing
from tests.support.accounts import make_account


def set_published(session: Session, notice_id: UUID) -> None:
    """Write the state with plain SQL, together with the audit entry that the database asks for."""
    notice = session.get_one(Notice, notice_id)
    audit.record(session, "notice.published", subject=notice, before=audit.facts(notice))
    statement = """UPDATE notice SET state = 'published', number = 'XGCS-2022-0001', number_year = 2022,
        number_serial = 1, offer_id = id, offer_published_on = published_on WHERE id = :id"""
    session.execute(text(statement), {"id": notice_id})


def with_deputy(starts: int, ends: int, *, principal: str = "wang", made: int = 0) -> Step:
    """Enter that shen acts for another from and until so many days from today, then approve as shen."""

    def step(session: Session, notice_id: UUID) -> None:
        today = today_by_database(session)
        values = {
            "issuer_id": issuer_of(session).id,
            "principal_id": person_of(session, principal).id,
            "deputy_id": person_of(session, "shen").id,
            "starts_on": today + starts * ONE_DAY,
            "ends_on": today + ends * ONE_DAY,
            "created_at": now() + timedelta(days=made),
        }
        row = Deputyship.model_validate(values)
        session.add(row)
        audit.record(session, "deputyship.entered", subject=row)
        sign(session, notice_id)

    return step


def naming(principal: str, deputy: str, starts: int, ends: int) -> Step:
    """Name a deputy for so many days from today."""

    def step(session: Session, _: UUID) -> None:
        today = today_by_database(session)
        values = {
            "issuer_id": issuer_of(session).id,
            "principal_id": person_of(session, principal).id,
            "deputy_id": person_of(session, deputy).id,
        }
        days = {"starts_on": today + starts * ONE_DAY, "ends_on": today + ends * ONE_DAY}
        name_deputy(session, DeputyshipCreate.model_validate(values | days))

    return step


def deputy_named(database: Database) -> UUID:
    """Return a submitted notice whose approver wang has named shen as deputy."""
    notice_id = submitted(database)
    with database.session(by("wang")) as session:
        naming("wang", "shen", 0, 5)(session, notice_id)
    return notice_id


def second_account(role: Role) -> Callable[[Database], UUID]:
    """Return a submitted notice whose drafter has a second account with another role."""

    def stands(database: Database) -> UUID:
        notice_id = submitted(database)
        with database.session(by("guan")) as session:
            person, issuer = person_of(session, "chen"), issuer_of(session)
            make_account(session, "chen2", role, issuers=[issuer.id], person=person)
        return notice_id

    return stands


def drafter_becomes_approver(database: Database) -> UUID:
    notice_id = submitted(database)
    with database.session(by("guan")) as session:
        account = account_of(session, "chen")
        roles = {"roles": [Role.asset_manager, Role.approver]}
        change(session, account, roles, event="account.changed", reason="调岗")
    return notice_id


def approver_disabled(database: Database) -> UUID:
    notice_id = approved(database)
    with database.session(by("guan")) as session:
        change(session, account_of(session, "wang"), {"disabled_at": now()}, event="account.disabled", reason="离职")
    return notice_id


def approver_moved(database: Database) -> UUID:
    notice_id = approved(database)
    with database.session(by("guan")) as session:
        change(session, account_of(session, "wang"), {"issuer_ids": []}, event="account.changed", reason="调往他处")
    return notice_id


def approver_of_other_roles(database: Database) -> UUID:
    notice_id = approved(database)
    with database.session(by("guan")) as session:
        account = account_of(session, "wang")
        change(session, account, {"roles": [Role.legal_officer]}, event="account.changed", reason="转岗")
    return notice_id


def principal_takes_part(database: Database) -> UUID:
    """Let shen approve for wang, who changes afterwards what the notice does not print."""
    notice_id = deputy_named(database)
    with database.session(by("shen")) as session:
        sign(session, notice_id)
    with database.session(by("guan")) as session:
        roles = {"roles": [Role.asset_manager, Role.approver]}
        change(session, account_of(session, "wang"), roles, event="account.changed", reason="兼任")
    with database.session(by("wang")) as session:
        project_id = session.get_one(Notice, notice_id).project_id
        change_project(session, project_id, {"review_meeting_on": date(2022, 9, 2)}, reason="会议改期")
    return notice_id


def co_debtor_by_approver(database: Database) -> UUID:
    """Let somebody who may approve as well enter nothing but a co-debtor of a party on record."""
    notice_id = drafted(database)
    with database.session(by("chen")) as session:
        claim = session.exec(select(Claim)).first()
        known = session.exec(select(Party).where(Party.id != claim.debtor_id)).first()  # type: ignore[union-attr]
        issuer_id = session.get_one(Notice, notice_id).issuer_id
    with database.session(by("guan")) as session:
        make_account(session, "duo", Role.asset_manager, Role.approver, issuers=[issuer_id])
    with database.session(by("duo")) as session:
        values = {"claim_id": claim.id, "party_id": known.id, "role": "joined"}  # type: ignore[union-attr]
        enter_co_debtor(session, CoDebtorCreate.model_validate(values))
    with database.session(by("chen")) as session:
        submit(session, notice_id, context=NOON)
    return notice_id


def guarantee_removed_by_approver(database: Database) -> UUID:
    """Let somebody who may approve as well do nothing but remove a guarantee."""
    notice_id = drafted(database)
    with database.session(by("chen")) as session:
        claim, party = session.exec(select(Claim)).first(), session.exec(select(Party)).first()
        values = {"claim_id": claim.id, "guarantor_id": party.id, "mode": "joint"}  # type: ignore[union-attr]
        guarantee = enter_guarantee(session, GuaranteeCreate.model_validate(values))
        issuer_id = session.get_one(Notice, notice_id).issuer_id
    with database.session(by("guan")) as session:
        make_account(session, "duo", Role.asset_manager, Role.approver, issuers=[issuer_id])
    with database.session(by("duo")) as session:
        remove_guarantee(session, guarantee.id, reason="录错")
    with database.session(by("chen")) as session:
        submit(session, notice_id, context=NOON)
    return notice_id


def with_other_digest(session: Session, notice_id: UUID) -> None:
    approve(session, notice_id, sha256="0" * 64, context=NOON)


def with_blanks_for_a_digest(session: Session, notice_id: UUID) -> None:
    approve(session, notice_id, sha256=" " * 64, context=NOON)


def approved_by_a_row_alone(session: Session, notice_id: UUID) -> None:
    """Write the state of the notice with plain SQL, then publish."""
    notice = session.get_one(Notice, notice_id)
    audit.record(session, "notice.drafted", subject=notice, before=audit.facts(notice))
    session.execute(text("UPDATE notice SET state = 'approved' WHERE id = :id"), {"id": notice_id})
    session.expire_all()
    publish(session, notice_id, context=NOON)


TABLE = {
    "drafter approves": Forbidden(submitted, by("chen"), sign, OwnWork, "参与了起草"),
    "drafter as approver": Forbidden(drafter_becomes_approver, by("chen"), sign, OwnWork, "参与了起草.*虚构wang"),
    "second account": Forbidden(second_account(Role.approver), by("chen2"), sign, OwnWork, "参与了起草"),
    "drafter returns": Forbidden(
        second_account(Role.approver), by("chen2"), lambda s, n: send_back(s, n, reasons=[], comment="改"), OwnWork, ""
    ),
    "auditor approves": Forbidden(submitted, by("ji"), sign, PermissionRefused, "审批人"),
    "administrator approves": Forbidden(submitted, by("guan"), sign, PermissionRefused, "审批人"),
    "other role approves": Forbidden(submitted, by("shen"), sign, StepNotTheirs, "审批人"),
    "other digest": Forbidden(submitted, by("wang"), with_other_digest, OtherContent, "不是现在送审的内容"),
    "blanks for a digest": Forbidden(
        submitted, by("wang"), with_blanks_for_a_digest, OtherContent, "不是现在送审的内容"
    ),
    "changed before approval": Forbidden(
        changed_by("li", submitted), by("wang"), sign, ApprovalVoid, "监管部门.*supervisor，虚构li"
    ),
    "changed after approval": Forbidden(
        changed_by("li", approved), by("chen"), publishing, ApprovalVoid, "supervisor.*虚构wang 的批准已失效"
    ),
    "draft published": Forbidden(drafted, by("chen"), publishing, ApprovalMissing, "没有他人对其内容的完整批准"),
    "submitted published": Forbidden(submitted, by("chen"), publishing, ApprovalMissing, "没有他人"),
    "approver disabled": Forbidden(
        approver_disabled, by("chen"), publishing, ApprovalIncomplete, "虚构wang 的账号已停用"
    ),
    "approver of another branch": Forbidden(
        approver_moved, by("chen"), publishing, ApprovalIncomplete, "虚构wang 已不属于该分公司"
    ),
    "approver of other roles": Forbidden(
        approver_of_other_roles, by("chen"), publishing, ApprovalIncomplete, "虚构wang 已不再担任审批人"
    ),
    "principal takes part": Forbidden(
        principal_takes_part, by("chen"), publishing, ApprovalIncomplete, "虚构shen 在批准后更改了所涉记录"
    ),
    "guarantee removed by the approver": Forbidden(
        guarantee_removed_by_approver, by("duo"), sign, OwnWork, "参与了起草"
    ),
    "co-debtor by the approver": Forbidden(co_debtor_by_approver, by("duo"), sign, OwnWork, "参与了起草"),
    "plain SQL": Forbidden(drafted, by("chen"), set_published, ApprovalMissing, "没有他人"),
    "plain SQL, submitted": Forbidden(submitted, by("chen"), set_published, ApprovalMissing, "没有他人"),
    "plain SQL, approved": Forbidden(approved, by("chen"), set_published, ApprovalMissing, "没有他人"),
    "state by plain SQL": Forbidden(drafted, by("chen"), approved_by_a_row_alone, ApprovalMissing, "没有他人"),
    "job": Forbidden(submitted, by("chen", Channel.job), publishing, ApprovalMissing, "没有他人"),
    "deputy before the period": Forbidden(submitted, by("shen"), with_deputy(1, 5), StepNotTheirs, "没有有效的代理"),
    "deputy after the period": Forbidden(
        submitted, by("shen"), with_deputy(-5, -1, made=-6), StepNotTheirs, "没有有效的代理"
    ),
    "deputy of a contributor": Forbidden(
        drafter_becomes_approver, by("shen"), with_deputy(0, 5, principal="chen"), OwnWork, "代理的 虚构chen 参与了起草"
    ),
    "deputy backdated": Forbidden(submitted, by("wang"), naming("wang", "shen", -1, 5), DeputyshipRefused, "不得倒签"),
    "deputy for 61 days": Forbidden(submitted, by("wang"), naming("wang", "shen", 0, 60), DeputyshipRefused, "60天"),
    "deputy of oneself": Forbidden(submitted, by("wang"), naming("wang", "wang", 0, 5), DeputyshipRefused, "自己"),
    "deputy of a deputy": Forbidden(
        deputy_named, by("shen"), naming("shen", "li", 5, 9), DeputyshipRefused, "代理不得转代理"
    ),
    "deputy who has a deputy": Forbidden(
        deputy_named, by("zhao"), naming("zhao", "wang", 0, 0), DeputyshipRefused, "代理不得转代理"
    ),
    "deputy names self": Forbidden(submitted, by("shen"), naming("wang", "shen", 0, 5), DeputyshipRefused, "本人指定"),
}


@pytest.mark.parametrize("case", TABLE.values(), ids=TABLE)
def test_forbidden_step_is_refused_and_on_record(database: Database, case: Forbidden) -> None:
    assert_refused(database, case)

"""In production steps, limits and paper are decided on by two administrators; what is under way keeps its own."""

from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from disposal.acting import Role
from disposal.errors import RecordRefused
from disposal.models.accounts.account_request import AccountRequest
from disposal.models.approvals.authority import ApprovalAuthority, ApprovalAuthorityCreate
from disposal.models.projects.issuer import Issuer, IssuerCreate
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.accounts.account_requests import SecondAdministratorNeeded, pending_requests
from disposal.services.accounts.accounts import change_roles
from disposal.services.approvals.authorities import authorities, end_authority, enter_authority
from disposal.services.approvals.rule_requests import decide_request
from disposal.services.approvals.steps import WantedStep, set_steps, steps_of
from disposal.services.projects.issuers import ChangedIssuer, change_issuer, enter_issuer
from disposal.services.records.validation import read
from disposal.settings import Settings
from disposal.storage.database import Database
from tests.disposal.services.accounts.test_two_administrators import MANAGER, decide, real, who
from tests.disposal.services.worklist.telling import messages
from tests.support.accounts import AT, in_production, make_account, open_account
from tests.support.factories import make_issuer

__all__ = ["real"]
LENIENT, STRICT = WantedStep.of("审批", Role.asset_manager), WantedStep.of("复核", Role.legal_officer)
SAID = {"document": "授权〔2026〕12号", "limit_amount": "9000000", "starts_on": "2026-12-01", "ends_on": "2026-12-31"}


def asked_for(database: Database, *steps: WantedStep) -> UUID | None:
    """Set the steps of the issuer as guanli; return the request to a second administrator, if it waits for one."""
    with database.session(who(database, "guanli")) as session:
        asked = set_steps(session, make_issuer(session).id, steps, reason="简化流程")
        return asked.id if asked else None


def limit_by_guanli(database: Database) -> ApprovalAuthority | AccountRequest:
    with database.session(who(database, "guanli")) as session:
        said = ApprovalAuthorityCreate.model_validate({"issuer_id": make_issuer(session).id, **SAID})
        return enter_authority(session, said)


def paper(database: Database, *, is_allowed: bool, **more: str) -> ChangedIssuer:
    """Allow or end approval on paper as guanli."""
    with database.session(who(database, "guanli")) as session:
        changes = {"allows_paper_approval": is_allowed, **more}
        return change_issuer(session, make_issuer(session).id, changes, reason="领导在纸上签批")


def is_on_paper(database: Database) -> bool:
    with database.session() as session:
        return session.exec(select(Issuer)).one().allows_paper_approval


def issuer_in(session: Session) -> UUID:
    return session.exec(select(Issuer.id)).one()


def names(database: Database) -> list[str]:
    with database.session() as session:
        return [step.name for step in steps_of(session, issuer_in(session))]


def reasons(database: Database, noun: str) -> list[tuple[str, str, str | None]]:
    """Return event, actor and reason of the entries on a noun, oldest first."""
    with database.session() as session:
        rows = select(AuditEntry).where(col(AuditEntry.event).startswith(f"{noun}.")).order_by(col(AuditEntry.id))
        return [(each.event, each.actor, each.reason) for each in session.exec(rows)]


def test_steps_wait_for_a_second_administrator_who_reads_what_they_replace(real: Database) -> None:
    request = asked_for(real, STRICT, LENIENT)
    assert request is not None
    assert names(real) == ["审批"]
    with real.session(who(real, "sun")) as session:
        waiting = [each.as_json() for each in pending_requests(session)]
    assert [(each["act"], each["login"], each["issuers"], each["subject"]) for each in waiting] == [(
        "approval_steps", None, ["TEST-ZJ"],
        "起草 › 复核（法务） › 审批（资产经理） › 发布（现为 起草 › 审批（审批人） › 发布）",
    )]  # fmt: skip
    with pytest.raises(SecondAdministratorNeeded):
        decide(real, "guanli", request)
    assert (names(real), reasons(real, "approval_step")) == (["审批"], [])
    decide(real, "sun", request)
    assert names(real) == ["复核", "审批"]
    by_two = ("approval_step.entered", "虚构sun", "简化流程（虚构guanli申请，双人授权）")
    assert reasons(real, "approval_step") == [by_two, by_two]


def test_limit_waits_for_a_second_administrator_and_one_ends_it(real: Database) -> None:
    asked = limit_by_guanli(real)
    assert isinstance(asked, AccountRequest)
    with real.session() as session:
        assert authorities(session, issuer_in(session)) == []
    decide(real, "sun", asked.id)
    with real.session(who(real, "guanli")) as session:
        (row,) = authorities(session, issuer_in(session))
        assert (row.document, f"{row.limit_amount:.2f}", str(row.ends_on)) == (
            SAID["document"],
            "9000000.00",
            "2026-12-31",
        )
        end_authority(session, row.id, reason="负责人调任")
    told, *_ = messages(real, who(real, "guanli"))
    assert (told.what[0], told.about[0], told.path) == (
        "您申请的变更已由另一管理员确认", f"{asked.subject} 登记授权书", "/desk/users",
    )  # fmt: skip
    assert [event for event, _, _ in reasons(real, "approval_authority")] == [
        "approval_authority.entered", "approval_authority.ended",
    ]  # fmt: skip


def test_approval_on_paper_waits_for_a_second_administrator_and_one_ends_it(real: Database) -> None:
    request = paper(real, is_allowed=True, website="www.example.cn").request
    assert request is not None
    assert (request.act.value, request.subject) == (
        "paper_approval",
        "虚构资产管理股份有限公司测试分公司（现只在本系统内审批）",
    )
    assert (is_on_paper(real), [event for event, _, _ in reasons(real, "issuer")][1:]) == (False, ["issuer.changed"])
    with pytest.raises(SecondAdministratorNeeded):
        decide(real, "guanli", request.id)
    decide(real, "sun", request.id)
    assert is_on_paper(real)
    assert reasons(real, "issuer")[-1] == (
        "issuer.rules_changed", "虚构sun", "领导在纸上签批（虚构guanli申请，双人授权）",
    )  # fmt: skip
    assert paper(real, is_allowed=False).request is None
    assert not is_on_paper(real)


def test_issuer_is_not_entered_with_approval_on_paper(real: Database) -> None:
    said = {"name": "虚构公司", "code": "XGCS", "kind": "local_amc", "allows_paper_approval": True}
    with real.session(who(real, "guanli")) as session, pytest.raises(RecordRefused, match="enter it first"):
        enter_issuer(session, read(IssuerCreate, said))


def test_one_administrator_sets_steps_and_limits_at_once_and_the_trail_says_so(settings: Settings) -> None:
    with in_production(settings) as register:
        open_account(register, "guanli", Role.administrator)
        assert asked_for(register, STRICT) is None
        assert isinstance(limit_by_guanli(register), ApprovalAuthority)
        assert names(register) == ["复核"]
        assert [reason for _, _, reason in reasons(register, "approval_step")] == ["简化流程（单人授权）"]
        told = [reason for _, _, reason in reasons(register, "approval_authority")]
        assert told == ["登记授权书 授权〔2026〕12号（单人授权）"]
        assert (paper(register, is_allowed=True).request, is_on_paper(register)) == (None, True)
        assert reasons(register, "issuer")[-1][2] == "领导在纸上签批（单人授权）"


def test_later_request_for_the_same_steps_takes_the_place_of_the_earlier(real: Database) -> None:
    earlier, later = asked_for(real, LENIENT), asked_for(real, STRICT)
    limit_by_guanli(real)
    with real.session(who(real, "sun")) as session:
        assert [each.request.act.value for each in pending_requests(session)] == [
            "approval_steps",
            "approval_authority",
        ]
    assert earlier is not None
    assert later is not None
    with pytest.raises(RecordRefused, match="decided already"):
        decide(real, "sun", earlier)
    with real.session(who(real, "guanli")) as session:
        decide_request(session, later, is_confirmed=False, at=AT)
    assert names(real) == ["审批"]


def test_person_who_lost_the_role_since_is_told_when_the_steps_are_confirmed(real: Database) -> None:
    with real.session(who(real, "guanli")) as session:
        make_account(session, "li", Role.legal_officer, issuers=[make_issuer(session).id])
    request = asked_for(real, WantedStep("复核", ((Role.legal_officer, "li"),)))
    with real.session(who(real, "guanli")) as session:
        change_roles(session, "li", roles=[MANAGER], why=("转岗", AT))
    assert request is not None
    with pytest.raises(RecordRefused, match="is no legal officer"):
        decide(real, "sun", request)
    assert names(real) == ["审批"]

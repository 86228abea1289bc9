"""Enter and change issuers (公告发布人)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.errors import RecordNotFound, RecordRefused
from disposal.models.accounts.account_request import AccountAct, AccountRequest
from disposal.models.projects.issuer import Issuer, IssuerCreate
from disposal.models.publication.notice import Notice
from disposal.services.accounts.modes import is_production
from disposal.services.accounts.permissions import require
from disposal.services.accounts.rule_changes import RuleChange, ask_for_rules
from disposal.services.records.writing import change, differences, enter, locked

OF_APPROVAL = ("allows_paper_approval", "requires_booking")
"""Fields that say how a notice is approved and published: for administrators alone."""
_ON_PAPER = {"allows_paper_approval": True}


@dataclass(frozen=True, slots=True)
class ChangedIssuer:
    """An issuer after a change, and the request for approval on paper where a second administrator must confirm it."""

    issuer: Issuer
    request: AccountRequest | None = None


def enter_issuer(session: Session, data: IssuerCreate) -> Issuer:
    """Enter an issuer.

    Raises: RecordExists if its code, or its name and branch, already exist; RecordRefused in production for one that
    allows approval on paper from its first day: that is asked for afterwards, of a second administrator.
    """
    if data.allows_paper_approval and is_production(session):
        raise RecordRefused(
            field="allows_paper_approval",
            zh="线下审批不能在录入发布人时一并允许；请先录入，再运行 disposal issuer change "
            f"{data.code} allows_paper_approval=yes --reason 原因。",
            en="approval on paper is not allowed together with the entry of an issuer; enter it first, then run "
            f"disposal issuer change {data.code} allows_paper_approval=yes --reason …",
        )
    return enter(session, Issuer.model_validate(data.model_dump()), event="issuer.entered")


def change_issuer(session: Session, issuer_id: UUID, changes: Mapping[str, Any], *, reason: str) -> ChangedIssuer:
    """Change fields of an issuer. The code cannot change after a notice has been numbered with it.

    The fields in ``OF_APPROVAL`` are for administrators to say. In production approval on paper waits for a second one;
    one alone ends it, as more is asked then.

    Raises: RecordNotFound, InvalidRecord, RecordExists, RecordRefused, PermissionRefused.
    """
    require(session, "issuer.changed")
    issuer = locked(session, Issuer, issuer_id)
    altered = differences(issuer, changes, create=IssuerCreate)
    if "code" in altered and _has_numbered(session, issuer_id):
        raise RecordRefused(
            field="code",
            zh=f"已有公告以 {issuer.code} 编号，代码不能再改；请另行录入发布人。",
            en=f"Notices are numbered with {issuer.code}, so the code stays; enter another issuer instead.",
        )
    rules = {name: altered.pop(name) for name in OF_APPROVAL if name in altered}
    if rules:
        require(session, "issuer.rules_changed")  # who may draft does not decide how approvals are given
    asked = _asked_for_paper(session, issuer, reason=reason) if rules.get("allows_paper_approval") else reason
    if isinstance(asked, AccountRequest):
        del rules["allows_paper_approval"]
    if rules:
        because = reason if isinstance(asked, AccountRequest) else asked
        change(session, issuer, rules, event="issuer.rules_changed", reason=because)
    change(session, issuer, altered, event="issuer.changed", reason=reason)
    return ChangedIssuer(issuer, asked if isinstance(asked, AccountRequest) else None)


def _asked_for_paper(session: Session, issuer: Issuer, *, reason: str) -> AccountRequest | str:
    words = f"{issuer.full_name}（现只在本系统内审批）"
    return ask_for_rules(session, RuleChange(AccountAct.paper_approval, issuer, _ON_PAPER, words), reason=reason)


def issuer_with_code(session: Session, code: str) -> Issuer | None:
    """Return the issuer with this code, or None."""
    return session.exec(select(Issuer).where(Issuer.code == code)).one_or_none()


def issuer_called(session: Session, code: str) -> Issuer:
    """Return the issuer with this code. Raises: RecordRefused if there is none."""
    issuer = issuer_with_code(session, code)
    if issuer is None:
        raise RecordRefused(
            field="code",
            zh=f"没有代码为 {code} 的发布人；用 disposal issuer list 查看。",
            en=f"There is no issuer with the code {code}; see disposal issuer list.",
        )
    return issuer


def issuers(session: Session) -> list[Issuer]:
    """Return all issuers, by code."""
    return list(session.exec(select(Issuer).order_by(col(Issuer.code))))


def own_issuers(session: Session) -> list[Issuer]:
    """Return the issuers for which the session's actor works, by code; without an account, all of them."""
    actor = session.info.get("acting")
    own = actor.issuer_ids if actor else None
    return [each for each in issuers(session) if own is None or each.id in own]


def own_issuer(session: Session, code: str) -> Issuer:
    """Return the issuer with this code for which the session's actor works. Raises: RecordNotFound."""
    for each in own_issuers(session):
        if each.code == code:
            return each
    raise RecordNotFound(label=Issuer.label, key=code, field="code")


def _has_numbered(session: Session, issuer_id: UUID) -> bool:
    query = select(Notice.id).where(Notice.issuer_id == issuer_id, col(Notice.number).is_not(None))
    return session.exec(query.limit(1)).first() is not None

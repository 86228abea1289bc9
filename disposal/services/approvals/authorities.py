"""授权书: up to what book value (账面价值) an issuer decides without the steps above its limit, and until when."""

from decimal import Decimal
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.models.accounts.account_request import AccountAct, AccountRequest
from disposal.models.approvals.authority import ApprovalAuthority, ApprovalAuthorityCreate
from disposal.models.approvals.submission import Submission
from disposal.models.projects.issuer import Issuer
from disposal.services.accounts.permissions import require
from disposal.services.accounts.rule_changes import RuleChange, ask_for_rules
from disposal.services.approvals.deputyships import today_by_database
from disposal.services.approvals.errors import ApprovalIncomplete
from disposal.services.approvals.rule_requests import store_authority
from disposal.services.records.dates import database_now
from disposal.services.records.writing import change, found, locked


def enter_authority(
    session: Session, data: ApprovalAuthorityCreate, *, reason: str = ""
) -> ApprovalAuthority | AccountRequest:
    """Enter an authority of an issuer, or ask a second administrator and return the request.

    Raises: PermissionRefused, RecordNotFound.
    """
    require(session, "approval_authority.entered")
    issuer = found(session, Issuer, data.issuer_id, field="issuer_id")
    words = f"授权书 {data.document}：{data.limit_amount:,.2f} 元，{data.starts_on} – {data.ends_on}"
    said = RuleChange(AccountAct.approval_authority, issuer, data.model_dump(mode="json"), words)
    asked = ask_for_rules(session, said, reason=reason or f"登记授权书 {data.document}")
    return asked if isinstance(asked, AccountRequest) else store_authority(session, data, reason=asked)


def end_authority(session: Session, authority_id: UUID, *, reason: str) -> ApprovalAuthority:
    """End an authority at once; one administrator may, as more must sign then.

    Raises: RecordNotFound, InvalidRecord.
    """
    row = locked(session, ApprovalAuthority, authority_id)
    if row.ended_at is not None:
        return row
    return change(session, row, {"ended_at": database_now(session)}, event="approval_authority.ended", reason=reason)


def authorities(session: Session, issuer_id: UUID) -> list[ApprovalAuthority]:
    """Return the authorities of an issuer, newest first."""
    query = select(ApprovalAuthority).where(ApprovalAuthority.issuer_id == issuer_id)
    return list(session.exec(query.order_by(col(ApprovalAuthority.starts_on).desc(), col(ApprovalAuthority.id).desc())))


def authority_for(session: Session, issuer_id: UUID, book_value: Decimal) -> ApprovalAuthority | None:
    """Return the authority in force today that reaches up to a book value, or None."""
    able = [each for each in authorities(session, issuer_id) if _is_in_force(session, each)]
    return next((each for each in able if book_value <= each.limit_amount), None)


def refuse_above_authority(
    session: Session, submission: Submission, book_value: Decimal, *, is_signed: bool = False
) -> None:
    """Refuse a submission that relies on an authority which does not reach up to the book value of now.

    Before it is signed in full the authority must be in force today too. Raises: ApprovalIncomplete.
    """
    if submission.authority_id is None:
        return
    row = session.get_one(ApprovalAuthority, submission.authority_id)
    if book_value > row.limit_amount:
        raise ApprovalIncomplete(
            zh=f"账面价值现为 {book_value:,.2f} 元，超过授权书 {row.document} 的额度 {row.limit_amount:,.2f} 元，"
            "须增加授权额度以上的步骤",
            en=f"the book value is now {book_value:,.2f} yuan, above the limit of {row.limit_amount:,.2f} yuan in the "
            f"authority {row.document}, so that the steps above it are needed",
        )
    if not is_signed and not _is_in_force(session, row):
        raise ApprovalIncomplete(
            zh=f"授权书 {row.document}（有效期至 {row.ends_on}）已失效，须增加授权额度以上的步骤",
            en=f"the authority {row.document} (until {row.ends_on}) is no longer in force, so that the steps above its "
            "limit are needed",
        )


def _is_in_force(session: Session, row: ApprovalAuthority) -> bool:
    return row.ended_at is None and row.starts_on <= today_by_database(session) <= row.ends_on

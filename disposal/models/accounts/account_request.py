"""Account request (账号申请): a change of an account or of rules that a second administrator confirms (双人授权)."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.acting import Role
from disposal.models.records.columns import JSON, Validated, coded
from disposal.models.records.record import Record
from notices.codes import Coded
from notices.text import Prose


class AccountAct(Coded):
    """What was asked for."""

    roles = "roles", "变更岗位", "change of roles"
    enabling = "enabling", "启用", "enabling"
    password_reset = "password_reset", "重设密码", "password reset"
    factor_reset = "factor_reset", "重设二次验证", "reset of the second factor"
    disabling = "disabling", "停用", "disabling"
    identity_unlink = "identity_unlink", "解除统一身份", "unlinking from the identity provider"
    identity_link = "identity_link", "关联统一身份", "link to the identity provider"
    approval_steps = "approval_steps", "变更审批步骤", "change of the steps of approval"
    approval_authority = "approval_authority", "登记授权书", "authority to approve"
    paper_approval = "paper_approval", "允许线下审批", "approval on paper"


class AccountRequest(Record, table=True):
    """账号申请. One administrator asks, another decides on the ``roles``, ``issuer_ids`` or ``subject`` wanted.

    Without an account it is about the rules of approval ``wanted`` of the one issuer in ``issuer_ids``; ``subject``
    then says them in words.
    """

    __tablename__ = "account_request"
    __table_args__ = (CheckConstraint("(account_id IS NULL) = (wanted IS NOT NULL)", name="of_account_or_rules"),)
    label = ("账号申请", "account request")
    unaudited: ClassVar[frozenset[str]] = frozenset({"half_digest"})

    account_id: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    act: AccountAct = Field(sa_type=coded(AccountAct))
    roles: list[Role] = Field(default_factory=list, sa_type=Validated(list[Role]))
    issuer_ids: list[UUID] = Field(default_factory=list, sa_type=Validated(list[UUID]))
    subject: str | None = Field(default=None, description="of a link to the identity provider; rules in words")
    wanted: dict[str, Any] | None = Field(default=None, sa_type=JSON, description="rules, as they will be stored")
    half_digest: str | None = Field(
        default=None, repr=False, description="of the half of a reset code that who asked hands over"
    )
    reason: Prose
    asked_by: UUID = Field(foreign_key="person.id", index=True)
    decided_by: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    decided_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    is_confirmed: bool | None = None

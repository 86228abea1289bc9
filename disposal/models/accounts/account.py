"""Account (账号): the login of a person, with its roles and the issuers it belongs to."""

from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import StringConstraints
from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.acting import Role
from disposal.models.records.columns import Validated
from disposal.models.records.record import Payload, Record, UniqueFields

_LOGIN = r"^[a-z][a-z0-9._-]{1,39}$"
Login = Annotated[str, StringConstraints(pattern=_LOGIN)]
"""2 to 40 small letters, digits, dots, underscores and hyphens; the first is a letter."""


class AccountFields(Payload):
    """The data of an account, without its secrets."""

    person_id: UUID = Field(foreign_key="person.id", index=True)
    login: Login = Field(description="登录名")
    roles: list[Role] = Field(default_factory=list, sa_type=Validated(list[Role]), description="岗位, each once")
    issuer_ids: list[UUID] = Field(
        default_factory=list,
        sa_type=Validated(list[UUID]),
        description="所属分公司: whose records it holds",
    )


class AccountCreate(AccountFields):
    """An account to be entered."""


class Account(AccountFields, Record, table=True):
    """账号. It is disabled (停用), never deleted: the audit trail names it for good."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("login"), CheckConstraint(f"login ~ '{_LOGIN}'", name="login_form"))
    label = ("账号", "account")
    unique_fields: ClassVar[UniqueFields] = {"uq_account_login": "login"}
    unaudited: ClassVar[frozenset[str]] = frozenset({"password_hash"})

    password_hash: str | None = Field(default=None, repr=False)
    must_change_password: bool = False
    look: str = Field(default="system", description="显示: system, light, dark")
    disabled_at: datetime | None = Field(default=None, sa_type=UTCDateTime)

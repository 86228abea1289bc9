"""API token (令牌): what a program or a command line shows in place of a person's password."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.acting import TokenScope
from disposal.models.records.columns import Validated
from disposal.models.records.record import Record, UniqueFields
from notices.text import Line


class ApiToken(Record, table=True):
    """令牌. Shown once, stored as SHA-256; it does what its scopes and the present roles of its account allow."""

    __tablename__ = "api_token"
    __table_args__ = (UniqueConstraint("public_id"),)
    label = ("令牌", "api token")
    unique_fields: ClassVar[UniqueFields] = {"uq_api_token_public_id": None}
    unaudited: ClassVar[frozenset[str]] = frozenset({"sha256"})

    account_id: UUID = Field(foreign_key="account.id", index=True)
    name: Line = Field(description="用途: what it is for")
    public_id: str = Field(description="8 characters of the token that are no secret")
    sha256: str = Field(repr=False)
    scopes: list[TokenScope] = Field(sa_type=Validated(list[TokenScope]))
    expires_at: datetime = Field(sa_type=UTCDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)

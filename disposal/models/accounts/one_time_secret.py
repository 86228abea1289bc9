"""One-time secret (一次性凭证): the first address, on which the first administrator is made, and reset codes."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.columns import coded
from disposal.models.records.record import Record
from notices.codes import Coded


class OneTimePurpose(Coded):
    """What a one-time secret opens."""

    first_administrator = "first_administrator", "首位管理员", "first administrator"
    new_password = "new_password", "重设密码", "new password"


class OneTimeSecret(Record, table=True):
    """一次性凭证. Stored as a digest; good once, until it expires."""

    __tablename__ = "one_time_secret"
    label = ("一次性凭证", "one time secret")
    unaudited: ClassVar[frozenset[str]] = frozenset({"digest"})

    purpose: OneTimePurpose = Field(sa_type=coded(OneTimePurpose))
    account_id: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    digest: str = Field(repr=False, index=True)
    expires_at: datetime = Field(sa_type=UTCDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UTCDateTime)

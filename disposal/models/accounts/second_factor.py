"""Second factor (二次验证): the seed of one-time codes by time (TOTP), and the recovery codes beside it."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.record import Record, UniqueFields


class SecondFactor(Record, table=True):
    """二次验证. The seed is sealed; ``last_step`` is the time step of the last code, which is never taken again."""

    __tablename__ = "second_factor"
    __table_args__ = (UniqueConstraint("account_id"),)
    label = ("二次验证", "second factor")
    unique_fields: ClassVar[UniqueFields] = {"uq_second_factor_account_id": "account_id"}
    unaudited: ClassVar[frozenset[str]] = frozenset({"sealed_seed"})

    account_id: UUID = Field(foreign_key="account.id")
    sealed_seed: bytes = Field(repr=False)
    last_step: int = 0
    confirmed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class RecoveryCode(Record, table=True):
    """恢复码. Ten to an account, each good for one sign-in; stored as a keyed digest."""

    __tablename__ = "recovery_code"
    label = ("恢复码", "recovery code")
    unaudited: ClassVar[frozenset[str]] = frozenset({"digest"})

    account_id: UUID = Field(foreign_key="account.id", index=True)
    digest: str = Field(repr=False)
    used_at: datetime | None = Field(default=None, sa_type=UTCDateTime)

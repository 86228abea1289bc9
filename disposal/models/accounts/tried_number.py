"""Tried number (已试号码): a whole personal number that an account searched for or entered, for a day."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.record import Record, UniqueFields, now


class TriedNumber(Record, table=True):
    """已试号码. It holds keyed digests only: of the number and of what a mask shows of it.

    It is written beside the transaction that tries the number, which may fail; so it refers to no other row.
    """

    __tablename__ = "tried_number"
    __table_args__ = (
        UniqueConstraint("account_id", "number_digest", "is_searched"),
        Index("ix_tried_number_account_id_mask_digest", "account_id", "mask_digest"),
        Index("ix_tried_number_account_id_is_searched", "account_id", "is_searched"),
    )
    label = ("已试号码", "tried number")
    unique_fields: ClassVar[UniqueFields] = {"uq_tried_number_account_id_number_digest_is_searched": None}
    unaudited: ClassVar[frozenset[str]] = frozenset({"number_digest", "mask_digest"})

    account_id: UUID
    number_digest: str
    mask_digest: str
    is_searched: bool
    at: datetime = Field(default_factory=now, sa_type=UTCDateTime, index=True)

"""Message mark (已读标记): an account has read what one audit entry tells it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.record import now


class MessageMark(SQLModel, table=True):
    """已读标记. A message is no row of its own: it is an audit entry, and only that it was read is stored.

    One row a message, no instant "read until": an entry of a slow transaction becomes visible after later ones, and
    would be taken for read. No foreign key leads to the entry: none ever goes, and with a key TRUNCATE of the trail
    would be refused by another word than its own.
    """

    __tablename__ = "message_mark"

    account_id: UUID = Field(foreign_key="account.id", primary_key=True)
    entry_id: int = Field(sa_type=BigInteger, primary_key=True)
    read_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)

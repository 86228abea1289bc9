"""Slot of the mailbox (举报信箱): all slots are always full, of content or of noise, and look alike."""

from sqlalchemy import CheckConstraint, Column, LargeBinary
from sqlmodel import Field, SQLModel


class MailboxSlot(SQLModel, table=True):
    """举报信箱的一格. It is no record: no id, no audit entry, no index but its number."""

    __tablename__ = "mailbox"
    __table_args__ = (
        CheckConstraint("slot BETWEEN 0 AND 1023", name="slot_in_range"),
        CheckConstraint("octet_length(sealed) = 65536", name="sealed_is_full"),
    )

    slot: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    round: int = Field(description="the minute of the clock in which it was last sealed")
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False), repr=False)

"""The mode of the register (运行方式), and the mark of the key that its secrets are kept with."""

from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from disposal.mode import Mode
from disposal.models.records.columns import coded
from disposal.models.records.record import Record

ONLY = UUID(int=1)
"""The id of the one row."""


class RegisterMode(Record, table=True):
    """运行方式. One row, entered with the first administrator; the database refuses to change or remove it."""

    __tablename__ = "register_mode"
    __table_args__ = (CheckConstraint(f"id = '{ONLY}'", name="only_one"),)
    label = ("运行方式", "mode")
    unaudited: ClassVar[frozenset[str]] = frozenset({"key_mark"})

    id: UUID = Field(default=ONLY, primary_key=True)
    mode: Mode = Field(sa_type=coded(Mode))
    key_mark: str = Field(description="mark of the key in secrets.key: passwords fit with that key only")

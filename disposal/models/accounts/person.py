"""Person (人员): one member of staff. "Another person" compares persons, not accounts."""

from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from disposal.models.records.record import Payload, Record, UniqueFields
from notices.text import Line, NameLine


class PersonFields(Payload):
    """The data of a person."""

    name: NameLine = Field(description="姓名")
    staff_number: Line | None = Field(default=None, description="工号: tells namesakes apart")


class PersonCreate(PersonFields):
    """A person to be entered."""


class Person(PersonFields, Record, table=True):
    """人员."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("staff_number"),)
    label = ("人员", "person")
    unique_fields: ClassVar[UniqueFields] = {"uq_person_staff_number": "staff_number"}

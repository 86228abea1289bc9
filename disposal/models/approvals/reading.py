"""ApprovalReading (传阅): somebody has read what is submitted. It holds nothing up."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.record import Record, UniqueFields
from notices.text import Line


class ApprovalReading(Record, table=True):
    """已阅. Rows are never changed."""

    __tablename__ = "approval_reading"
    __table_args__ = (UniqueConstraint("submission_id", "step", "person_id"),)
    label = ("已阅", "reading of a submission")
    unique_fields: ClassVar[UniqueFields] = {"uq_approval_reading_submission_id_step_person_id": "actor"}

    submission_id: UUID = Field(foreign_key="submission.id")
    step: int = Field(description="number of the step, from 1")
    person_id: UUID = Field(foreign_key="person.id", index=True)
    name: Line = Field(description="of the person, that day")
    read_at: datetime = Field(sa_type=UTCDateTime, description="by the clock of the database")

"""Deputyship (代理): one person acts for another at the steps of one issuer, for a period."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.record import Payload, Record
from notices.text import Line

MOST_DAYS = 60
"""Days of a deputyship, at most, the first and the last included."""


class DeputyshipFields(Payload):
    """Who acts for whom, where and when."""

    issuer_id: UUID = Field(foreign_key="issuer.id", index=True)
    principal_id: UUID = Field(foreign_key="person.id", index=True, description="委托人")
    deputy_id: UUID = Field(foreign_key="person.id", index=True, description="代理人")
    starts_on: date
    ends_on: date = Field(description="the last day")
    document: Line | None = Field(default=None, description="授权书: needed where another names the deputy")


class DeputyshipCreate(DeputyshipFields):
    """A deputyship to be entered."""


class Deputyship(DeputyshipFields, Record, table=True):
    """代理. It is ended, never deleted."""

    __tablename__ = "deputyship"
    __table_args__ = (
        CheckConstraint("principal_id <> deputy_id", name="two_persons"),
        CheckConstraint(f"ends_on >= starts_on AND ends_on < starts_on + {MOST_DAYS}", name="period"),
        CheckConstraint("starts_on >= (created_at AT TIME ZONE 'Asia/Shanghai')::date", name="not_backdated"),
    )
    label = ("代理", "deputyship")

    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)

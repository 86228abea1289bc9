"""NoticeLink (公告关联): what one notice does to another."""

from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from disposal.models.records.columns import coded
from disposal.models.records.record import Record, UniqueFields
from notices.codes import Coded


class NoticeRelation(Coded):
    """What the later notice does to the earlier one."""

    amends = "amends", "补充"
    corrects = "corrects", "更正"
    extends = "extends", "延期"
    withdraws = "withdraws", "撤销"
    supersedes = "supersedes", "替代"
    reports_result = "reports_result", "公布结果", "reports the result of"


class NoticeLink(Record, table=True):
    """公告关联: from the later notice to the earlier one."""

    __tablename__ = "notice_link"
    __table_args__ = (
        UniqueConstraint("from_notice_id", "to_notice_id", "relation"),
        CheckConstraint("from_notice_id <> to_notice_id", name="two_notices"),
    )
    label = ("公告关联", "link between notices")
    shared_because = "public with its notices"
    unique_fields: ClassVar[UniqueFields] = {"uq_notice_link_from_notice_id_to_notice_id_relation": None}

    from_notice_id: UUID = Field(foreign_key="notice.id")
    to_notice_id: UUID = Field(foreign_key="notice.id", index=True)
    relation: NoticeRelation = Field(sa_type=coded(NoticeRelation))

"""Opinion of the discipline department (纪检部门意见): asked of every notice when its window has ended."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.columns import coded
from disposal.models.records.record import Record
from notices.codes import Coded


class DisciplineVerdict(Coded):
    """The two opinions. Neither says whether a report came, how many, or when."""

    nothing_found = "nothing_found", "未发现影响本次处置的情形", "nothing found that bears on this disposal"
    suspend = "suspend", "建议暂缓处置", "advises to suspend the disposal"


class DisciplineOpinion(Record, table=True):
    """纪检部门意见. Rows are never changed; a later one replaces the earlier. It holds no words, so that none tell."""

    __tablename__ = "discipline_opinion"
    label = ("纪检部门意见", "opinion of the discipline department")
    unaudited: ClassVar[frozenset[str]] = frozenset()

    notice_id: UUID = Field(foreign_key="notice.id", index=True)
    verdict: DisciplineVerdict = Field(sa_type=coded(DisciplineVerdict))
    given_by: str = Field(description="name of the officer")
    given_at: datetime = Field(sa_type=UTCDateTime)

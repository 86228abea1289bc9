"""ListUpload (待确认的名单文件): a sheet of a restricted list from its upload to its import or withdrawal."""

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from disposal.models.records.columns import JSON
from disposal.models.records.record import Record
from notices.text import FileName, Line


class ListUpload(Record, table=True):
    """待确认的名单文件. It holds the sheet, encrypted, and nothing of it is an entry. Removed once imported."""

    __tablename__ = "list_upload"
    __table_args__ = (CheckConstraint("length(file_sha256) = 64", name="file_sha256_whole"),)
    label = ("待确认的名单文件", "list upload")
    unaudited: ClassVar[frozenset[str]] = frozenset({"sealed"})

    restricted_list_id: UUID = Field(foreign_key="restricted_list.id", index=True)
    file_name: FileName
    file_sha256: Line
    file_size: int
    facts: dict[str, Any] = Field(sa_type=JSON, description="how it is to be read, as given: see UploadFacts")
    sealed: bytes = Field(repr=False, description="the sheet, encrypted")
    staged_by: Line

"""ListVersion (名单版本): one import of a restricted list, with its file, counts, importer and time."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.columns import JSON, coded
from disposal.models.records.record import Record, UniqueFields
from notices.codes import Coded
from notices.text import FileName, Line, Prose


class ImportMode(Coded):
    """How an imported file relates to the previous version (导入方式)."""

    replacement = "replacement", "整份替换", "the whole list"
    addition = "addition", "追加", "additions only"


class ListVersion(Record, table=True):
    """名单版本. Rows are never changed. Its entries are those whose version range includes its number."""

    __tablename__ = "list_version"
    __table_args__ = (
        UniqueConstraint("restricted_list_id", "version_no"),
        CheckConstraint("version_no >= 1", name="version_no_counts"),
        CheckConstraint("length(file_sha256) = 64", name="file_sha256_whole"),
        CheckConstraint("valid_until >= valid_from", name="validity_in_order"),
        CheckConstraint(
            "0 <= LEAST(row_count, refused_count, repeated_count, entry_count, added_count, removed_count,"
            " changed_count)",
            name="counts_not_negative",
        ),
    )
    label = ("名单版本", "list version")
    unique_fields: ClassVar[UniqueFields] = {"uq_list_version_restricted_list_id_version_no": None}

    restricted_list_id: UUID = Field(foreign_key="restricted_list.id")
    version_no: int
    mode: ImportMode = Field(default=ImportMode.replacement, sa_type=coded(ImportMode))
    file_name: FileName
    file_sha256: Line
    provenance: Prose = Field(description="where this file comes from")
    valid_from: date | None = Field(default=None, description="first day the list may be relied on")
    valid_until: date | None = Field(default=None, description="last day; afterwards it no longer clears anybody")
    column_mapping: dict[str, Line] = Field(sa_type=JSON, description="field → heading it was read from")
    notes: list[dict[str, str]] = Field(
        default_factory=list, sa_type=JSON, description="what was told of the file, each in zh and en"
    )
    row_count: int = Field(description="rows of the sheet that are not empty")
    refused_count: int = Field(description="rows left out as wrong")
    repeated_count: int = Field(description="rows that say the same as another")
    entry_count: int = Field(description="entries that stand in this version")
    added_count: int
    removed_count: int
    changed_count: int
    imported_at: datetime = Field(sa_type=UTCDateTime)
    imported_by: Line

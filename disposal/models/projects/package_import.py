"""PackageImport (资产包导入): one workbook of claims, from its upload to its records, and back where it is undone."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Integer, UniqueConstraint, Uuid
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.columns import JSON, coded
from disposal.models.records.record import Record, UniqueFields
from notices.codes import Coded
from notices.text import FileName, Line, Prose


class ImportState(Coded):
    """Where an import stands (导入状态)."""

    staged = "staged", "待确认", "waiting for confirmation"
    imported = "imported", "已导入", "imported"
    undone = "undone", "已还原", "undone"


class PackageImport(Record, table=True):
    """资产包导入. A staged one holds its workbook, encrypted, and nothing of it is a record yet.

    Once confirmed the workbook is dropped: its hash stays, and what it made stands in ``PackageImportPart``.
    """

    __tablename__ = "package_import"
    __table_args__ = (
        CheckConstraint("length(file_sha256) = 64", name="file_sha256_whole"),
        CheckConstraint("(state = 'staged') = (sealed IS NOT NULL)", name="workbook_while_staged"),
        CheckConstraint("(state = 'staged') = (imported_at IS NULL)", name="imported_unless_staged"),
        CheckConstraint("num_nonnulls(imported_at, imported_by) IN (0, 2)", name="import_whole"),
        CheckConstraint("num_nonnulls(undone_at, undone_by) = CASE state WHEN 'undone' THEN 2 ELSE 0 END",
                        name="undoing_whole"),
    )  # fmt: skip
    label = ("资产包导入", "package import")
    unaudited: ClassVar[frozenset[str]] = frozenset({"sealed"})

    issuer_id: UUID = Field(foreign_key="issuer.id", index=True)
    project_code: Line
    project_id: UUID | None = Field(
        default=None,
        foreign_key="disposal_project.id",
        index=True,
        description="empty: not imported, or undone",
    )
    creates_project: bool = Field(default=False, description="the project is one of the records it made")
    state: ImportState = Field(default=ImportState.staged, sa_type=coded(ImportState))
    file_name: FileName
    file_sha256: Line
    file_size: int
    facts: dict[str, Any] = Field(sa_type=JSON, description="what no workbook says, as given")
    sealed: bytes | None = Field(default=None, repr=False, description="the workbook of a staged import, encrypted")
    counts: dict[str, int] = Field(default_factory=dict, sa_type=JSON, description="records made, by table")
    changed: dict[str, Any] = Field(
        default_factory=dict, sa_type=JSON, description="fields filled in on parties that stood, by id: before, after"
    )
    staged_by: Line
    imported_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    imported_by: Line | None = None
    undone_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    undone_by: Line | None = None
    undone_because: Prose | None = None


class PackageImportPart(Record, table=True):
    """The records of one table that an import made, in order, with the rows of the workbook they were made from."""

    __tablename__ = "package_import_part"
    __table_args__ = (
        UniqueConstraint("import_id", "subject_type"),
        CheckConstraint("cardinality(subject_ids) = cardinality(row_numbers)", name="row_for_each"),
    )
    label = ("资产包导入明细", "part of a package import")
    unique_fields: ClassVar[UniqueFields] = {"uq_package_import_part_import_id_subject_type": None}

    import_id: UUID = Field(foreign_key="package_import.id")
    position: int = Field(description="order of writing; undoing goes backwards")
    subject_type: Line = Field(description="table of the records")
    subject_ids: list[UUID] = Field(sa_type=ARRAY(Uuid))
    row_numbers: list[int] = Field(sa_type=ARRAY(Integer), description="row of the sheet, 0: of none")
    unaudited: ClassVar[frozenset[str]] = frozenset({"subject_ids", "row_numbers"})

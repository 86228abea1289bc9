"""PlacementScan (刊登凭证): the scanned page or screenshot that shows a notice in a medium."""

from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from disposal.models.records.record import Record
from notices.text import FileName, Line


class PlacementScan(Record, table=True):
    """刊登凭证. Rows are never changed; a better scan is a further row."""

    __tablename__ = "placement_scan"
    __table_args__ = (CheckConstraint("sha256 = encode(sha256(data), 'hex')", name="sha256_fits"),)
    label = ("刊登凭证", "scan of a placement")
    unaudited: ClassVar[frozenset[str]] = frozenset({"data"})

    placement_id: UUID = Field(foreign_key="placement.id", index=True)
    file_name: FileName
    media_type: Line = Field(description="application/pdf, image/jpeg, image/png")
    size: int
    sha256: str
    data: bytes = Field(repr=False)

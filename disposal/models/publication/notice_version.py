"""NoticeVersion (公告版本): a notice frozen as published: content, text, HTML, PDF, and their digests."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.columns import JSON
from disposal.models.records.record import Record, UniqueFields
from notices.text import Line


def _digest_fits(column: str, digest: str, *, is_text: bool = False) -> CheckConstraint:
    octets = f"convert_to({column}, 'UTF8')" if is_text else column
    return CheckConstraint(f"{digest} = encode(sha256({octets}), 'hex')", name=f"{digest}_fits")


class NoticeVersion(Record, table=True):
    """公告版本. The table refuses UPDATE, DELETE and TRUNCATE, and any digest that does not fit its bytes.

    A row includes the PDF. If you need only some columns, select only those.
    """

    __tablename__ = "notice_version"
    __table_args__ = (
        UniqueConstraint("notice_id", "version_no"),
        CheckConstraint("version_no >= 1", name="version_no_counts"),
        _digest_fits("canonical_json", "canonical_sha256"),
        _digest_fits("text", "text_sha256", is_text=True),
        _digest_fits("html", "html_sha256", is_text=True),
        _digest_fits("pdf", "pdf_sha256"),
    )
    label = ("公告版本", "version of a notice")
    shared_because = "public with its notice"
    unique_fields: ClassVar[UniqueFields] = {"uq_notice_version_notice_id_version_no": None}
    unaudited: ClassVar[frozenset[str]] = frozenset({"content", "canonical_json", "text", "html", "pdf"})

    notice_id: UUID = Field(foreign_key="notice.id")
    version_no: int
    content: dict[str, Any] = Field(sa_type=JSON, description="NoticeContent, as JSON to be queried")
    name_masks: dict[str, str] = Field(
        default_factory=dict, sa_type=JSON, description="natural persons as named in it; for staff, never public"
    )
    canonical_json: bytes = Field(repr=False, description="the one byte sequence of the content")
    text: str = Field(sa_type=Text, repr=False)
    html: str = Field(sa_type=Text, repr=False)
    pdf: bytes = Field(repr=False)
    canonical_sha256: str
    text_sha256: str = Field(description="of the text in UTF-8")
    html_sha256: str = Field(description="of the HTML in UTF-8")
    pdf_sha256: str
    published_at: datetime = Field(sa_type=UTCDateTime)
    published_by: Line
    because_notice_id: UUID | None = Field(
        default=None, foreign_key="notice.id", index=True, description="the linked notice that made this version"
    )

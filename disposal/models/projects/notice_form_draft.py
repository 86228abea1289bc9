"""NoticeFormDraft (公告填写草稿): the form of a project's notice as far as somebody has typed it, errors and all."""

from uuid import UUID

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field

from disposal.models.records.own_draft import SealedDraft


class NoticeFormDraft(SealedDraft, table=True):
    """公告填写草稿. Its owner has one a project."""

    __tablename__ = "notice_form_draft"
    __table_args__ = (
        Index(
            "ix_notice_form_draft_project_owner",
            "project_id",
            "owner_id",
            postgresql_where=text("closed_at IS NULL"),
        ),
    )
    label = ("公告填写草稿", "form of a notice as typed")

    project_id: UUID = Field(foreign_key="disposal_project.id")
    position: int = Field(sa_type=BigInteger, description="newest audit entry of the project when the form was opened")

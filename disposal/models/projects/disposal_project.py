"""DisposalProject (处置项目): the claims that one issuer sells together, and the terms of the sale."""

from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from disposal.models.records.columns import JSON, Validated, coded, not_negative
from disposal.models.records.record import Payload, Record, Shown, UniqueFields
from disposal.money import YUAN_COLUMN, NonNegativeYuan
from notices.content.parties import Contact, PlacementItem
from notices.content.terms import DisposalTerms, ExtensionTerms, PackageTerms, Restrictions, WindowTerms
from notices.text import Line, Prose


class ProjectStatus(StrEnum):
    """The status of a project (项目状态): draft 草稿, announced 已公告, closed 已结束, cancelled 已取消."""

    draft = "draft"
    announced = "announced"
    closed = "closed"
    cancelled = "cancelled"


class DisposalProjectFields(Payload):
    """The data from which the notices of a project are composed, without its claims."""

    issuer_id: UUID = Field(foreign_key="issuer.id")
    code: Line = Field(description="unique with the issuer")
    name: Line
    book_value: NonNegativeYuan = Field(
        sa_type=YUAN_COLUMN, description="whole asset at the last interest-settlement day: 财金〔2008〕87号's measure"
    )
    title: Line | None = Field(default=None, description="title of its disposal notice; empty: composed")
    record_date: date | None = None
    review_meeting_on: date | None = Field(default=None, description="the day the review body meets on the plan")
    province: Line | None = None
    city: Line | None = None
    industry: Line | None = None
    terms: DisposalTerms | None = Field(default=None, sa_type=Validated(DisposalTerms))
    restrictions: Restrictions | None = Field(default=None, sa_type=Validated(Restrictions))
    window: WindowTerms | None = Field(default=None, sa_type=Validated(WindowTerms))
    validity: WindowTerms | None = Field(default=None, sa_type=Validated(WindowTerms))
    extension: ExtensionTerms | None = Field(default=None, sa_type=Validated(ExtensionTerms))
    package: PackageTerms | None = Field(default=None, sa_type=Validated(PackageTerms))
    contacts: tuple[Contact, ...] = Field(default=(), sa_type=Validated(tuple[Contact, ...]))
    media: tuple[PlacementItem, ...] = Field(
        default=(), sa_type=Validated(tuple[PlacementItem, ...]), description="planned"
    )
    supervisor: Line | None = None
    disclaimers: list[Prose] = Field(default_factory=list, sa_type=JSON)
    statements: list[Prose] = Field(default_factory=list, sa_type=JSON, description="further paragraphs, in order")
    attachments: list[Line] = Field(default_factory=list, sa_type=JSON)
    requires_written_intent: bool = True
    accepts_enquiries: bool = True
    is_not_an_offer: bool = Field(default=False, description="print the clause that the notice is not an offer")
    has_demand: bool = Field(default=False, description="the notice also demands payment (催收)")
    amounts_in_words: bool = Field(default=False, description="principal, totals, price and deposit also as 大写")
    prints_particulars: bool = Field(
        default=False, description="a company's particulars stand beside its name where it is first named"
    )


class DisposalProjectCreate(DisposalProjectFields):
    """A project to be entered."""


class DisposalProject(DisposalProjectFields, Record, table=True):
    """处置项目."""

    __tablename__ = "disposal_project"
    __table_args__ = (
        UniqueConstraint("issuer_id", "code"),
        Index("ix_disposal_project_issuer_id_id", "issuer_id", "id"),
        Index("ix_disposal_project_issuer_id_book_value", "issuer_id", "book_value", "id"),
        not_negative("book_value"),
    )
    label = ("处置项目", "project")
    unique_fields: ClassVar[UniqueFields] = {"uq_disposal_project_issuer_id_code": "code"}

    status: ProjectStatus = Field(default=ProjectStatus.draft, sa_type=coded(ProjectStatus))
    intended_on: date | None = Field(default=None, description="day that its next notice is to state, until drafted")


class ProjectClaimFields(Payload):
    """A claim in a project, and what a notice prints about its debtor."""

    project_id: UUID = Field(foreign_key="disposal_project.id")
    claim_id: UUID = Field(foreign_key="claim.id", index=True)
    record_date: date | None = Field(default=None, description="基准日 of this claim; empty: the project's")
    number: int | None = Field(default=None, ge=1, description="序号 of its debtor as printed; empty: counted")
    heading: Line | None = Field(default=None, description="heading of its debtor, where the notice prints one")
    details: Prose | None = Field(default=None, description="further words on its debtor, after the claims")
    profile: Prose | None = Field(default=None, description="企业概况 of its debtor, in words")
    highlights: list[Prose] = Field(default_factory=list, sa_type=JSON, description="资产特点, in order")
    reservation: Prose | None = Field(default=None, description="特别提示 on its debtor")


class ProjectClaimCreate(ProjectClaimFields):
    """A claim to be added to a project. Without an ordinal it is printed last."""

    ordinal: int | None = Field(default=None, ge=1, le=99_999)


class ProjectClaim(ProjectClaimFields, Record, table=True):
    """A claim of a project. ``ordinal`` is the order in which its notices print the claims."""

    __tablename__ = "project_claim"
    __table_args__ = (
        UniqueConstraint("project_id", "claim_id"),
        UniqueConstraint("project_id", "ordinal"),
        CheckConstraint("ordinal >= 1", name="ordinal_counts"),
        CheckConstraint("number >= 1", name="number_counts"),
    )
    label = ("项目内债权", "claim in a project")
    unique_fields: ClassVar[UniqueFields] = {
        "uq_project_claim_project_id_claim_id": "claim_id",
        "uq_project_claim_project_id_ordinal": "ordinal",
    }

    ordinal: int


class DisposalProjectRead(DisposalProjectFields, Shown):
    """A project as shown."""

    status: ProjectStatus

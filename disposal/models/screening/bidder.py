"""Bidder (意向受让人): a party that wants to buy in one project, and the statements of its dossier."""

from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from pydantic import model_validator
from pydantic_core import PydanticCustomError
from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from disposal.eligibility.facts.facts import Declaration, MeansEvidence
from disposal.models.records.columns import JSON, Validated
from disposal.models.records.record import Payload, Record, UniqueFields
from notices.codes import Coded


class DossierPart(Coded):
    """A part of the dossier that may be stated in full (资料项目). A part not stated is a missing fact."""

    positions = "positions", "工作单位及职务", "employers and offices"
    legal_representative = "legal_representative", "法定代表人", "legal representative"
    directors = "directors", "董事", "directors"
    controllers = "controllers", "实际控制人", "actual controllers"
    shareholders = "shareholders", "股东", "shareholders"
    relatives = "relatives", "亲属", "relatives"
    agents = "agents", "代理人", "agents"


class BidderFields(Payload):
    """What a bidder's dossier says about the bidder. Relations and standing are separate records."""

    project_id: UUID = Field(foreign_key="disposal_project.id")
    party_id: UUID = Field(foreign_key="party.id", index=True)
    declarations: tuple[Declaration, ...] = Field(default=(), sa_type=Validated(tuple[Declaration, ...]))
    means: tuple[MeansEvidence, ...] | None = Field(default=None, sa_type=Validated(tuple[MeansEvidence, ...]))
    stated: list[DossierPart] = Field(
        default_factory=list, sa_type=Validated(list[DossierPart]), description="parts stated in full"
    )
    age_years: int | None = Field(default=None, ge=0, le=150, description="age on the day it was stated")
    age_stated_on: date | None = None
    has_own_income: bool | None = None
    is_capacity_limited: bool | None = None

    @model_validator(mode="after")
    def _age_is_dated(self) -> Self:
        if (self.age_years is None) is not (self.age_stated_on is None):
            raise PydanticCustomError("age_not_dated", "give both age_years and age_stated_on, or neither")
        return self


class BidderCreate(BidderFields):
    """A bidder to be entered."""


class Bidder(BidderFields, Record, table=True):
    """意向受让人. ``file_keys``: for each key in the dossier's file, its party and whether the file entered it."""

    __tablename__ = "bidder"
    __table_args__ = (
        UniqueConstraint("project_id", "party_id"),
        CheckConstraint("(age_years IS NULL) = (age_stated_on IS NULL)", name="age_dated"),
    )
    label = ("意向受让人", "bidder")
    unique_fields: ClassVar[UniqueFields] = {"uq_bidder_project_id_party_id": "party_id"}

    file_keys: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)

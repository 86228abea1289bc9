"""PartyRelation (当事人关系): kinship, office, ownership, control, acting for; with source and days."""

from datetime import date
from decimal import Decimal
from typing import Self
from uuid import UUID

from pydantic import model_validator
from pydantic_core import PydanticCustomError
from sqlalchemy import CheckConstraint, Numeric
from sqlmodel import Field

from disposal.eligibility.facts.relations import Kinship, Office, RelationKind
from disposal.models.records.columns import coded
from disposal.models.records.record import Payload, Record
from notices.text import Line


class PartyRelationFields(Payload):
    """One relation, read from the first party to the second: father of, director of, owner of."""

    from_party_id: UUID = Field(foreign_key="party.id", index=True)
    to_party_id: UUID = Field(foreign_key="party.id", index=True)
    kind: RelationKind = Field(sa_type=coded(RelationKind))
    kinship: Kinship | None = Field(default=None, sa_type=coded(Kinship))
    office: Office | None = Field(default=None, sa_type=coded(Office))
    percent: Decimal | None = Field(
        default=None, ge=0, le=100, decimal_places=6, sa_type=Numeric(9, 6), description="0 to 100; empty: not known"
    )
    source: Line = Field(description="who states it: the dossier, an extract of a day, the register")
    stated_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = Field(default=None, description="last day on which it holds")


class PartyRelationCreate(PartyRelationFields):
    """A relation to be entered."""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.kind is RelationKind.kinship) is not (self.kinship is not None):
            raise PydanticCustomError("kinship_unfit", "give kinship with kind kinship, and with no other kind")
        if (self.kind is RelationKind.office) is not (self.office is not None):
            raise PydanticCustomError("office_unfit", "give office with kind office, and with no other kind")
        if self.percent is not None and self.kind is not RelationKind.ownership:
            raise PydanticCustomError("percent_unfit", "a percentage belongs to kind ownership; clear it")
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise PydanticCustomError("relation_ends_before_start", "it ends before it begins; correct one of the days")
        return self


class PartyRelation(PartyRelationFields, Record, table=True):
    """当事人关系. ``bidder_id`` is the bidder whose dossier states it; empty if the registry's staff entered it."""

    __tablename__ = "party_relation"
    __table_args__ = (
        CheckConstraint("(kind = 'kinship') = (kinship IS NOT NULL)", name="kinship_fits"),
        CheckConstraint("(kind = 'office') = (office IS NOT NULL)", name="office_fits"),
        CheckConstraint("percent >= 0 AND percent <= 100", name="percent_in_range"),
        CheckConstraint("valid_until >= valid_from", name="days_in_order"),
    )
    label = ("当事人关系", "relation")
    shared_because = "parties belong to the whole company; a bidder only says who stated it"

    bidder_id: UUID | None = Field(default=None, foreign_key="bidder.id", index=True)

"""PartyStanding (主体性质) and ContactTrace (联系线索): what screening needs besides a party's record."""

from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from disposal.eligibility.facts.people import ContactKind, OrganKind, OwnersKnown
from disposal.models.records.columns import coded
from disposal.models.records.record import Payload, Record, UniqueFields
from notices.text import Line


class PartyStandingFields(Payload):
    """Facts about a party that the limbs need. Empty: not stated."""

    organ: OrganKind | None = Field(default=None, sa_type=coded(OrganKind))
    is_financial_institution: bool | None = None
    owners: OwnersKnown = Field(default=OwnersKnown.unknown, sa_type=coded(OwnersKnown))
    are_contacts_stated: bool = Field(default=False, description="its phones, addresses and accounts have been asked")


class PartyStanding(PartyStandingFields, Record, table=True):
    """主体性质. At most one for each party."""

    __tablename__ = "party_standing"
    __table_args__ = (UniqueConstraint("party_id"),)
    label = ("主体性质", "standing of a party")
    unique_fields: ClassVar[UniqueFields] = {"uq_party_standing_party_id": "party_id"}

    party_id: UUID = Field(foreign_key="party.id")


class ContactTrace(Record, table=True):
    """联系线索: a phone, address or funding account, encrypted for its party. Equal digests show who shares it."""

    __tablename__ = "contact_trace"
    __table_args__ = (UniqueConstraint("party_id", "kind", "digest"), Index(None, "digest"))
    label = ("联系线索", "contact")
    unique_fields: ClassVar[UniqueFields] = {"uq_contact_trace_party_id_kind_digest": "contact"}
    unaudited: ClassVar[frozenset[str]] = frozenset({"sealed", "digest"})

    party_id: UUID = Field(foreign_key="party.id")
    kind: ContactKind = Field(sa_type=coded(ContactKind))
    sealed: bytes = Field(repr=False)
    digest: str = Field(repr=False)
    shown: Line

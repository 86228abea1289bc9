"""Screening (买受人资格审查): one stored screening, immutable, and the parties that it watches."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from disposal.eligibility.findings.finding import Outcome
from disposal.models.records.columns import JSON, coded
from disposal.models.records.record import Record, UniqueFields
from notices.codes import Coded
from notices.text import Line, Prose


class ScreeningStage(Coded):
    """When a bidder is screened (审查阶段)."""

    intake = "intake", "报名受理"
    award = "award", "确定受让人前", "before award"
    signing = "signing", "签约时", "at signing"


class Screening(Record, table=True):
    """买受人资格审查. ``record`` is question and result as canonical JSON; ``sha256`` is its digest.

    ``marks`` holds for each finding its ``key``, the ``fingerprint`` of both its sides, and in newer ones its
    ``outcome``, which lists read without the record.
    """

    __tablename__ = "screening"
    __table_args__ = (Index(None, "bidder_id", "id"),)
    label = ("资格审查", "screening")
    unaudited: ClassVar[frozenset[str]] = frozenset({"record", "marks"})

    bidder_id: UUID = Field(foreign_key="bidder.id")
    project_id: UUID = Field(foreign_key="disposal_project.id", index=True)
    stage: ScreeningStage = Field(sa_type=coded(ScreeningStage))
    judged_on: date
    asked_by: Line
    cause: Prose | None = Field(default=None, description="what changed, where the registry itself screened again")
    overall: Outcome = Field(sa_type=coded(Outcome))
    list_versions: dict[str, int] = Field(sa_type=JSON)
    rule_versions: dict[str, Any] = Field(sa_type=JSON)
    engine_version: Line
    record: str = Field(repr=False)
    marks: list[dict[str, str]] = Field(sa_type=JSON, repr=False)
    sha256: Line


class WatchedParty(Record, table=True):
    """A party that the newest screening of a bidder depends on.

    ``match_keys`` are the keys by which list entries find the party; ``met_entries`` are the entries it matched.
    """

    __tablename__ = "watched_party"
    __table_args__ = (
        UniqueConstraint("bidder_id", "party_id"),
        Index(
            "ix_watched_party_match_keys",
            "match_keys",
            postgresql_using="gin",
            postgresql_with={"gin_pending_list_limit": 256},
        ),
        Index("ix_watched_party_met", "bidder_id", postgresql_where=text("met_entries <> '[]'::jsonb")),
    )
    label = ("受监测当事人", "watched party")
    shared_because = "says for every branch whom a change touches"
    unique_fields: ClassVar[UniqueFields] = {"uq_watched_party_bidder_id_party_id": "party_id"}
    unaudited: ClassVar[frozenset[str]] = frozenset({"match_keys"})

    bidder_id: UUID = Field(foreign_key="bidder.id")
    party_id: UUID = Field(foreign_key="party.id", index=True)
    match_keys: list[str] = Field(default_factory=list, sa_type=JSON, repr=False)
    met_entries: list[str] = Field(default_factory=list, sa_type=JSON, description="ids of the list entries it met")


class PendingRescreening(Record, table=True):
    """待重新审查: what changed since a bidder's newest screening. Removed when the bidder is screened again."""

    __tablename__ = "screening_due"
    __table_args__ = (UniqueConstraint("bidder_id", "zh"),)
    label = ("待重新审查", "screening due")
    unique_fields: ClassVar[UniqueFields] = {"uq_screening_due_bidder_id_zh": None}

    bidder_id: UUID = Field(foreign_key="bidder.id")
    zh: Prose
    en: Prose


class ScreeningAlert(Record, table=True):
    """重新审查通知: tells a person who decided on a bidder that a change led to a new screening."""

    __tablename__ = "screening_alert"
    __table_args__ = (Index(None, "recipient", "id"),)
    label = ("重新审查通知", "screening alert")

    bidder_id: UUID = Field(foreign_key="bidder.id", index=True)
    screening_id: UUID = Field(foreign_key="screening.id", index=True)
    recipient: Line
    zh: Prose
    en: Prose

"""AuditEntry (审计记录): who changed what, when, why, with the state before and after."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import StringConstraints
from sqlalchemy import BigInteger, CheckConstraint, Column, Identity, Index, text
from sqlmodel import Field, SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records import record  # noqa: F401  constraints are named by its convention
from disposal.models.records.columns import JSON
from notices.text import Line, Prose

EventName = Annotated[str, StringConstraints(pattern=r"^[a-z_]+\.[a-z_]+$", max_length=100)]
"""A noun and a verb in the past tense: notice.published."""
OF_CLAIM = "COALESCE(after ->> 'claim_id'::text, before ->> 'claim_id'::text)"
"""The claim that an entry of a whole row belongs to: it finds what has been removed from a claim."""


class AuditEntry(SQLModel, table=True):
    """One change of one record (审计记录), written in the transaction of the change and never altered.

    To read every entry once, in order of commit, select those with ``transaction_id <
    pg_snapshot_xmin(pg_current_snapshot())::text::bigint``, ordered by ``transaction_id, id``. ``id`` alone is not
    enough: it is given at insert, and a slow transaction may commit a lower id later.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_subject_id_transaction_id", "subject_id", "transaction_id"),
        Index("ix_audit_entry_transaction_id_id", "transaction_id", "id"),
        Index("ix_audit_entry_claim_id", text(OF_CLAIM), postgresql_where=text(f"{OF_CLAIM} IS NOT NULL")),
        Index("ix_audit_entry_decided", "person_id", postgresql_where=text("subject_type = 'screening_decision'")),
        CheckConstraint("btrim(actor) <> ''", name="actor_named"),
    )

    id: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    transaction_id: int | None = Field(
        default=None,
        sa_column=Column(BigInteger, server_default=text("((pg_current_xact_id())::text)::bigint"), nullable=False),
    )
    at: datetime = Field(sa_type=UTCDateTime)
    actor: Line
    account_id: UUID | None = Field(default=None, description="who acted; None before the first account")
    person_id: UUID | None = Field(default=None, index=True)
    login: Line | None = None
    channel: Line | None = Field(default=None, description="page, api, command_line, job")
    os_user: Line | None = Field(default=None, description="on the command line: the system's user")
    proof: Line | None = Field(default=None, description="how the account was proved")
    event: EventName = Field(description="noun.verb in the past tense")
    subject_type: Line = Field(description="table of the record")
    subject_id: UUID
    before: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    after: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    reason: Prose | None = None
    hash_formula: int = Field(default=2, description="1: entries of before accounts; 2: with all that says who acted")
    sha256: Line = Field(description="hex digest of the columns from at to reason, as canonical JSON")

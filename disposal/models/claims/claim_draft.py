"""ClaimDraft (债权草稿): a claim as far as somebody has typed it, errors and all."""

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, text
from sqlmodel import Field, col

from disposal.models.records.columns import JSON, coded
from disposal.models.records.own_draft import OwnDraft
from notices.codes import Coded
from notices.text import Line


class DraftState(Coded):
    """What became of a draft (草稿状态)."""

    open = "open", "填写中"
    completed = "completed", "已完成"
    discarded = "discarded", "已作废"


class ClaimDraft(OwnDraft, table=True):
    """债权草稿. ``typed`` holds what stands in the form, with personal numbers masked.

    ``sealed`` holds the same, encrypted, where something had to be masked. ``base_claim_id`` is the claim that is being
    changed: ``opened`` is how it stood in the form when it was opened, ``base_position`` the last audit entry of its
    records then.
    """

    __tablename__ = "claim_draft"
    __table_args__ = (
        CheckConstraint("(base_claim_id IS NULL) = (opened IS NULL)", name="change_knows_its_base"),
        CheckConstraint("(base_claim_id IS NULL) = (base_position IS NULL)", name="change_has_a_position"),
        CheckConstraint("state <> 'completed' OR claim_id IS NOT NULL", name="completed_is_a_claim"),
        Index("ix_claim_draft_owner_saved", "owner_id", text("saved_at DESC"), postgresql_where=text("state = 'open'")),
    )
    label = ("债权草稿", "draft of a claim")
    unaudited: ClassVar[frozenset[str]] = frozenset({"typed", "opened", "sealed", "title"})

    issuer_id: UUID | None = Field(default=None, foreign_key="issuer.id", index=True)
    title: Line | None = Field(default=None, description="debtor as far as typed, for lists")
    state: DraftState = Field(default=DraftState.open, sa_type=coded(DraftState))
    typed: list[list[str]] = Field(default_factory=list, sa_type=JSON, description="name and text, as they stand")
    opened: list[list[str]] | None = Field(default=None, sa_type=JSON)
    base_claim_id: UUID | None = Field(default=None, foreign_key="claim.id", index=True)
    base_position: int | None = Field(default=None, sa_type=BigInteger)
    claim_id: UUID | None = Field(default=None, foreign_key="claim.id", index=True, description="what it became")

    @classmethod
    def open_only(cls) -> Any:
        """Build the condition that a draft is still being filled in."""
        return col(cls.state) == DraftState.open

"""OwnDraft (草稿): a page as far as somebody has typed it, errors and all."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlmodel import Field, col
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.record import Record, now
from notices.text import Line


class OwnDraft(Record):
    """The base of drafts. Each is its owner's alone; ``sealed`` holds names and texts of the page, encrypted.

    What is typed is no record yet, so the audit trail names only when, by whom, and which draft.
    """

    unaudited: ClassVar[frozenset[str]] = frozenset({"sealed"})

    owner_id: UUID | None = Field(default=None, description="account; empty: before the first account")
    owner: Line = Field(description="name of the person who types")
    sealed: bytes | None = Field(default=None, repr=False)
    saved_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)

    @classmethod
    def open_only(cls) -> Any:
        """Build the condition that a draft is still being filled in."""
        # Not a part that we left unwritten: this base is no table, nothing is asked of it, and each kind of draft has
        # its own condition by its own columns (SealedDraft below, ClaimDraft).
        raise NotImplementedError


class SealedDraft(OwnDraft):
    """The base of drafts that are encrypted whole."""

    sealed: bytes = Field(repr=False)
    closed_at: datetime | None = Field(default=None, sa_type=UTCDateTime, description="stored, or put aside (作废)")

    @classmethod
    def open_only(cls) -> Any:
        """Build the condition that a draft is still being filled in."""
        return col(cls.closed_at).is_(None)

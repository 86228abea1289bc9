"""Idempotent answer (幂等答复): what a creating call of the API was answered; a repeated call creates nothing."""

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from disposal.models.records.columns import JSON
from disposal.models.records.record import Record, UniqueFields


class IdempotentAnswer(Record, table=True):
    """幂等答复. Written in the transaction of what it answers, good for 24 hours.

    ``verbs`` are the rights that the call took, ``issuer_ids`` the branches whose records it wrote. Digests are keyed.
    Of somebody without account the network takes the account's place, and equal keys of two networks may stand side by
    side; a private link in the answer is sealed under the sender's key.
    """

    __tablename__ = "idempotent_answer"
    __table_args__ = (
        UniqueConstraint("key_digest", "body_digest"),
        CheckConstraint("(account_id IS NULL) <> (network_digest IS NULL)", name="has_one_sender"),
    )
    label = ("幂等答复", "idempotent answer")
    unique_fields: ClassVar[UniqueFields] = {"uq_idempotent_answer_key_digest_body_digest": None}

    account_id: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    network_digest: str | None = None
    method: str
    path: str
    key_digest: str
    body_digest: str
    status: int
    answer: dict[str, Any] = Field(sa_type=JSON)
    verbs: list[str] = Field(sa_type=JSON)
    issuer_ids: list[str] = Field(sa_type=JSON)

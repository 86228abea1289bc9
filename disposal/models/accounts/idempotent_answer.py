"""Idempotent answer (幂等答复): what a creating call of the API was answered; a repeated call creates nothing."""

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from disposal.models.records.columns import JSON
from disposal.models.records.record import Record, UniqueFields


class IdempotentAnswer(Record, table=True):
    """幂等答复. Written in the transaction of what it answers, good for 24 hours.

    ``verbs`` are the rights that the call took, ``issuer_ids`` the branches whose records it wrote.
    """

    __tablename__ = "idempotent_answer"
    __table_args__ = (UniqueConstraint("account_id", "method", "path", "key"),)
    label = ("幂等答复", "idempotent answer")
    unique_fields: ClassVar[UniqueFields] = {"uq_idempotent_answer_account_id_method_path_key": None}

    account_id: UUID = Field(foreign_key="account.id")
    method: str
    path: str
    key: str
    body_sha256: str
    status: int
    answer: dict[str, Any] = Field(sa_type=JSON)
    verbs: list[str] = Field(sa_type=JSON)
    issuer_ids: list[str] = Field(sa_type=JSON)

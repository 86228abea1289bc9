"""Discipline key (纪检密钥): to whom reports are encrypted. An earlier officer has signed it, or it is not used."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.columns import coded
from disposal.models.records.record import Record
from notices.codes import Coded


class DisciplineKeyKind(Coded):
    """Whose key it is."""

    officer = "officer", "纪检人员", "discipline officer"
    recovery = "recovery", "恢复密钥", "recovery key"


class DisciplineKey(Record, table=True):
    """纪检密钥. Never deleted. The first one bears a mark of the mailbox key in place of a signature."""

    __tablename__ = "discipline_key"
    label = ("纪检密钥", "discipline key")
    unaudited: ClassVar[frozenset[str]] = frozenset({"sealed_seed"})

    kind: DisciplineKeyKind = Field(sa_type=coded(DisciplineKeyKind))
    account_id: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    recipient: str = Field(description="age1…, to which reports are encrypted")
    verifier: str = Field(description="Ed25519 public key, 64 hex digits")
    sealed_seed: bytes | None = Field(default=None, repr=False, description="sealed by the officer's passphrase")
    signed_by_id: UUID | None = Field(default=None, foreign_key="discipline_key.id", index=True)
    signature: str | None = Field(default=None, description="hex; None while it waits for an earlier officer")
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    ended_by_id: UUID | None = Field(default=None, foreign_key="discipline_key.id", index=True)
    ending_signature: str | None = None

    @property
    def statement(self) -> bytes:
        """Return what an earlier officer signs."""
        parts = ("disposal discipline key", self.id, self.kind.value, self.account_id, self.recipient, self.verifier)
        return "\n".join(str(part) for part in parts).encode()

    @property
    def ending_statement(self) -> bytes:
        """Return what an officer signs to end this key."""
        return self.statement + b"\nended"

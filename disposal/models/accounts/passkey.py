"""Passkey (通行密钥): a key of the person's device, by which an account signs in without a password."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.record import Record, UniqueFields
from notices.text import Line


class Passkey(Record, table=True):
    """通行密钥. The register holds the public half only; the counter tells a copied key."""

    __tablename__ = "passkey"
    __table_args__ = (UniqueConstraint("credential_id"),)
    label = ("通行密钥", "passkey")
    unique_fields: ClassVar[UniqueFields] = {"uq_passkey_credential_id": "credential_id"}
    unaudited: ClassVar[frozenset[str]] = frozenset({"credential_id", "public_key"})

    account_id: UUID = Field(foreign_key="account.id", index=True)
    name: Line
    credential_id: bytes
    public_key: bytes
    sign_count: int = Field(default=0, sa_type=BigInteger)


class PasskeyChallenge(Record, table=True):
    """通行密钥质询. What a device must sign; good once and for five minutes, in the browser that it was sent to."""

    __tablename__ = "passkey_challenge"
    label = ("通行密钥质询", "passkey challenge")
    unaudited: ClassVar[frozenset[str]] = frozenset({"challenge", "browser_digest"})

    challenge: bytes
    browser_digest: str = Field(index=True, description="of the cookie of the browser")
    expires_at: datetime = Field(sa_type=UTCDateTime)

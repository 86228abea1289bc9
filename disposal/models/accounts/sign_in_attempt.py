"""Sign-in attempt (登录尝试): counted before a password is looked at, taken out when it was right."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.record import Record, now


class SignInAttempt(Record, table=True):
    """登录尝试. It holds digests only: somebody may have typed a password where the login belongs."""

    __tablename__ = "sign_in_attempt"
    label = ("登录尝试", "sign in attempt")
    unaudited: ClassVar[frozenset[str]] = frozenset({"login_digest", "browser_digest", "network_digest"})

    login_digest: str = Field(index=True, description="keyed digest of the login typed, known or not")
    account_id: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    browser_digest: str = Field(default="", description="of a browser that has signed in to this account before")
    network_digest: str = Field(index=True, description="keyed digest of the network: /24 or /64")
    at: datetime = Field(default_factory=now, sa_type=UTCDateTime, index=True)

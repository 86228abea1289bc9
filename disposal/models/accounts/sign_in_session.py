"""Sign-in session (登录): one browser in which an account is signed in. It can be ended from elsewhere."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field
from sqlmodel.sql.sqltypes import UTCDateTime

from disposal.models.records.record import Record, UniqueFields, now


class SignInSession(Record, table=True):
    """登录. The browser holds the token, the table its SHA-256. A new token replaces it at each further proof."""

    __tablename__ = "sign_in_session"
    __table_args__ = (UniqueConstraint("token_sha256"),)
    label = ("登录", "sign in")
    unique_fields: ClassVar[UniqueFields] = {"uq_sign_in_session_token_sha256": None}
    unaudited: ClassVar[frozenset[str]] = frozenset({"token_sha256", "last_used_at"})

    account_id: UUID = Field(foreign_key="account.id", index=True)
    token_sha256: str = Field(repr=False)
    proof: str = Field(description="password, totp, recovery_code, passkey, oidc: the strongest shown so far")
    browser: str = Field(description="what the browser calls itself, shortened")
    last_used_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
    proved_at: datetime = Field(default_factory=now, sa_type=UTCDateTime, description="last proof of the person")
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
